"""The cgroup hierarchies that are mounted here, and what is found in them and removed."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path

from aeolus_sandbox.errors import SandboxError


@dataclass(frozen=True)
class Hierarchies:
    """Where cgroups are mounted: the unified hierarchy, and the older one of each controller."""

    unified: Path
    older: dict[str, Path]

    @classmethod
    def mounted(cls, mounts: Path = Path("/proc/self/mounts")) -> Hierarchies:
        """Return what is mounted here. Raises SandboxError when the unified one is not."""
        unified: Path | None = None
        older: dict[str, Path] = {}
        for line in mounts.read_text().splitlines():
            _, place, kind, options = line.split()[:4]
            if kind == "cgroup2":
                unified = Path(place)
            elif kind == "cgroup":
                older |= {option: Path(place) for option in options.split(",")}
        if unified is None:
            raise SandboxError("no cgroup2 is mounted: run: mount -t cgroup2 none /sys/fs/cgroup")
        kept = ("memory", "cpu", "name=systemd")
        return cls(unified, {name: older[name] for name in kept if name in older})


def find(prefix: str, hierarchies: Hierarchies) -> list[str]:
    """Return the top groups of any hierarchy whose names begin with `prefix`, sorted."""
    roots = {hierarchies.unified, *hierarchies.older.values()}
    return sorted(
        {path.name for root in roots for path in root.glob(f"{prefix}*") if path.is_dir()}
    )


def remove_tree(directory: Path) -> None:
    """Remove a cgroup directory and all groups below; the files in them go by themselves."""
    for below, _, _ in os.walk(directory, topdown=False):
        try:
            os.rmdir(below)
        except OSError as error:
            if error.errno != errno.ENOENT:
                raise SandboxError(f"cannot remove cgroup {below}: {error.strerror}") from error
