"""Finds the PID 1 of a machine among this machine's processes."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def find_leader(hypervisors: Iterable[int], root: Path) -> int | None:
    """Return the pid, out here, of the PID 1 whose root directory is `root`, if there is one yet.

    Each of `hypervisors` starts a systemd-nspawn, which starts PID 1. That is in our own root
    directory at first: whoever entered it then would change this machine instead of that one.
    """
    for hypervisor in hypervisors:
        for supervisor in _children(hypervisor):
            for leader in _children(supervisor):
                if _same_root(leader, root):
                    return leader
    return None


def _children(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [int(child) for child in children.split()]


def _same_root(pid: int, root: Path) -> bool:
    try:
        return os.path.samefile(f"/proc/{pid}/root", root)
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return False
