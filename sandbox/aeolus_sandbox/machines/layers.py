"""The disk of a machine: a layer of its own over the read-only ones that machines share.

Linux kernel documentation, "Overlay Filesystem"; losetup(8), ext4(5).
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from aeolus_sandbox.commands import run
from aeolus_sandbox.errors import SandboxError

# What is not written takes no room in the file, so it is not written before it is used. There is
# no journal: when the power of a machine goes, what this one holds of its disk is still there.
_FORMAT = ("mkfs.ext4", "-q", "-F", "-m", "0", "-O", "^has_journal", "-E", "lazy_itable_init=1")
_OPTIONS = "loop,noatime,noinit_itable"


@dataclass(frozen=True)
class Disk:
    """A disk kept in `directory`: its changes in `upper`, all of it at `root` while mounted.

    With `size_bytes` the changes have so much room, in a file system of their own: a file, which is
    gone at once, where ten thousands of files would keep the one that they are in busy.
    """

    directory: Path
    size_bytes: int | None = None

    @property
    def upper(self) -> Path:
        """The layer that is the machine's own; one with a size is there while it is mounted."""
        return self._own / "upper"

    @property
    def _own(self) -> Path:
        return self.directory / "own" if self.size_bytes else self.directory

    @property
    def _image(self) -> Path:
        return self.directory / "disk.img"

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
        if self.size_bytes:
            self._mount_own(self.size_bytes)
        work = self._own / "work"
        for directory in (self.upper, work, self.root):
            directory.mkdir(parents=True, exist_ok=True)
        layers = ":".join(_escaped(layer) for layer in lower)
        options = f"lowerdir={layers},upperdir={_escaped(self.upper)},workdir={_escaped(work)}"
        run(["mount", "-t", "overlay", "-o", options, "overlay", self.root])

    def unmount(self) -> None:
        """Unmount the disk; its upper layer stays for the next time."""
        unmount_below(self.root)
        if self.size_bytes:
            unmount_below(self._own)

    def discard(self) -> None:
        """Unmount the disk and delete its own layer; what cannot be deleted stays."""
        self.unmount()
        # Not by Python: thousands of files take it seconds, in which no other thread comes far.
        with suppress(SandboxError):
            parts = ("upper", "work", "root", self._image.name, "own")
            run(["rm", "-rf", "--one-file-system", *(self.directory / name for name in parts)])

    def _mount_own(self, size_bytes: int) -> None:
        """Mount the file system of the machine's own layer, made when there is none yet."""
        self._own.mkdir(parents=True, exist_ok=True)
        if mount_points(self._own):
            return
        if not self._image.exists():
            made = self._image.with_suffix(".new")
            with made.open("wb") as file:
                file.truncate(size_bytes)
            run([*_FORMAT, made])
            os.replace(made, self._image)
        run(["mount", "-o", _OPTIONS, self._image, self._own])


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
