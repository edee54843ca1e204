"""Whether a volume may be formatted: only one that holds nothing at all."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path

from aeolus_agent.insist import NotYetError

TYPE = "ext4"
LABEL = "aeolus"
BLANK_BYTES = 16 * 2**20
"""Of a new volume all is zero (Amazon EBS User Guide, "Initialize Amazon EBS volumes"). Whatever
wrote to one began here, be it without a signature that anybody knows."""
_PIECE = 2**20
_MENDED = (0, 1)
"""e2fsck(8): no errors, or all of them corrected."""

Run = Callable[[Sequence[str]], "subprocess.CompletedProcess[str]"]


class Action(StrEnum):
    """What to do with a volume before it is mounted."""

    FORMAT = "format"
    CHECK = "check"


def decide(device: str, signatures: Sequence[str], *, blank: bool) -> Action:
    """Return what to do with a device, by the types of the signatures on it and whether it begins
    with zeros alone.

    Raises NotYetError for one that is not empty and not ours: nobody but a person decides that.
    """
    if list(signatures) == [TYPE]:
        return Action.CHECK
    if signatures:
        found = " and ".join(signatures)
        raise NotYetError(f"{device} holds {found} and no {TYPE}: it is not touched")
    if not blank:
        raise NotYetError(
            f"{device} holds data and no file system that is known: it is not touched. "
            "Restore a snapshot, or empty it with wipefs and blkdiscard"
        )
    return Action.FORMAT


def make_ready(device: Path, run: Run) -> Action:
    """Format an empty device, or check and mend the file system that it has, grown to its size.

    Raises NotYetError when that cannot be done.
    """
    probed = _must(run, "wipefs", "--no-act", "--json", str(device))
    action = decide(str(device), signatures(probed), blank=is_blank(device))
    if action is Action.FORMAT:
        # A hundredth for root instead of a twentieth: what fills it is not root.
        _must(run, "mkfs.ext4", "-q", "-m", "1", "-L", LABEL, str(device))
        return action
    _must(run, "e2fsck", "-f", "-p", str(device), accepted=_MENDED)
    _must(run, "resize2fs", str(device))
    return action


def signatures(told: str) -> list[str]:
    """Return the types in what `wipefs --json` tells; it says nothing of an empty device."""
    return [each["type"] for each in json.loads(told)["signatures"]] if told.strip() else []


def is_blank(device: Path) -> bool:
    """Return whether a device begins with `BLANK_BYTES` zeros."""
    with device.open("rb", buffering=0) as content:
        return not any(any(content.read(_PIECE)) for _ in range(BLANK_BYTES // _PIECE))


def _must(run: Run, *command: str, accepted: Sequence[int] = (0,)) -> str:
    done = run(command)
    if done.returncode not in accepted:
        said = " ".join(f"{done.stdout} {done.stderr}".split())
        raise NotYetError(f"{command[0]} {command[-1]}: exit status {done.returncode}: {said}")
    return done.stdout
