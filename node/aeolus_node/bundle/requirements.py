"""What a user asks for beside Airflow, held against Airflow's lock file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from . import uv
from .errors import BundleError
from .node_bundle import Architecture

_ENTRY = re.compile(r"\n(?=[A-Za-z0-9])")
_PIN = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)")

_WAYS_OUT = (
    "ask for a version that goes with the lock, or give the tasks that need it an environment of "
    f"their own (PythonVirtualenvOperator); taken are wheels alone, published by {uv.LOCKED_AT}"
)


def entries(lock: str) -> dict[str, str]:
    """Return the entries of a lock file's text, by their normalized name."""
    found: dict[str, str] = {}
    for entry in _ENTRY.split(lock):
        if match := _PIN.match(entry):
            found[canonicalize_name(match[1])] = entry.rstrip() + "\n"
    return found


def pins(lock: str) -> dict[str, str]:
    """Return name → version of a lock file's text."""
    return {
        name: match[2]
        for name, entry in entries(lock).items()
        if (match := _PIN.match(entry)) is not None
    }


def conflicts(requirements: Sequence[str], locked: dict[str, str]) -> list[str]:
    """Return a line for each of `requirements` that excludes what the lock has."""
    return [line for each in requirements if (line := _conflict(each, locked))]


def _conflict(text: str, locked: dict[str, str]) -> str:
    requirement = Requirement(text)
    version = locked.get(canonicalize_name(requirement.name))
    if version is None:
        return ""
    if requirement.url:
        return f"{text!r} is another {requirement.name} than the lock's {version}"
    if requirement.specifier.contains(version, prereleases=True):
        return ""
    return f"{text!r} excludes {requirement.name} {version}, which the lock has"


def extra_entries(
    requirements: Sequence[str], *, lock: Path, architecture: Architecture, work: Path
) -> str:
    """Return lock file entries for what `requirements` need beyond `lock`; "" for nothing.

    Raises BundleError when they cannot be had together with it. `work` is a folder for files.
    """
    if not requirements:
        return ""
    locked = pins(lock.read_text())
    if found := conflicts(requirements, locked):
        raise _refused(lock, found)
    source, output = work / "requirements.in", work / "requirements.lock"
    source.write_text(lock.with_suffix(".in").read_text() + "".join(f"{r}\n" for r in requirements))
    try:
        uv.resolve(architecture, source, output, ["--constraints", lock])
    except uv.UvError as error:
        raise _refused(lock, [*map(repr, requirements), *str(error).splitlines()]) from error
    resolved = entries(output.read_text())
    return "".join(entry for name, entry in resolved.items() if name not in locked)


def _refused(lock: Path, details: Sequence[str]) -> BundleError:
    return BundleError(
        f"airflow.requirements cannot be installed beside what {lock.parent.name}/{lock.name} has",
        details=details,
        cure=_WAYS_OUT,
    )
