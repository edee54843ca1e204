"""The disk of a machine: a layer of its own over the read-only ones that machines share.

Linux kernel documentation, "Overlay Filesystem".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from aeolus_sandbox.commands import run
from aeolus_sandbox.errors import SandboxError


@dataclass(frozen=True)
class Disk:
    """A disk kept in `directory`: its changes in `upper`, all of it at `root` while mounted."""

    directory: Path

    @property
    def upper(self) -> Path:
        """The layer that is the machine's own."""
        return self.directory / "upper"

    @property
    def root(self) -> Path:
        """Where the whole is while it is mounted."""
        return self.directory / "root"

    @property
    def mounted(self) -> bool:
        """Whether the disk is mounted, as the kernel tells."""
        return str(self.root) in mount_points(self.directory)

    def mount(self, lower: Sequence[Path]) -> None:
        """Mount the disk over `lower`, the topmost layer first; mounted already is fine."""
        if self.mounted:
            return
        work = self.directory / "work"
        for directory in (self.upper, work, self.root):
            directory.mkdir(parents=True, exist_ok=True)
        layers = ":".join(_escaped(layer) for layer in lower)
        options = f"lowerdir={layers},upperdir={_escaped(self.upper)},workdir={_escaped(work)}"
        run(["mount", "-t", "overlay", "-o", options, "overlay", self.root])

    def unmount(self) -> None:
        """Unmount the disk; its upper layer stays for the next time."""
        unmount_below(self.root)

    def discard(self) -> None:
        """Unmount the disk and delete its own layer; what cannot be deleted stays."""
        self.unmount()
        # Not by Python: forty thousand files take it seconds, in which no other thread comes far.
        with suppress(SandboxError):
            run(["rm", "-rf", *(self.directory / name for name in ("upper", "work", "root"))])


def mount_points(directory: Path, table: Path = Path("/proc/self/mountinfo")) -> list[str]:
    """Return what is mounted at or below `directory`, the latest first."""
    places = [_unquoted(line.split()[4]) for line in table.read_text().splitlines()]
    return [place for place in reversed(places) if Path(place).is_relative_to(directory)]


def unmount_below(directory: Path) -> None:
    """Unmount everything at or below `directory`, even what is still in use by a dying process."""
    for place in mount_points(directory):
        run(["umount", "--lazy", place])


def _escaped(path: Path) -> str:
    """Return a path as overlayfs options hold it, where `:` ends a layer."""
    return re.sub(r"([\\:])", r"\\\1", str(path))


def _unquoted(place: str) -> str:
    """Return a path of mountinfo as it is: blanks are written as octal numbers (proc(5))."""
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), place)
