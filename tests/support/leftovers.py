"""What is found of a region on this machine."""

from __future__ import annotations

import os
from pathlib import Path

from aeolus_sandbox.machines import hierarchies, loop_devices
from aeolus_sandbox.machines.hierarchies import Hierarchies
from aeolus_sandbox.machines.layers import mount_points
from aeolus_sandbox.network import namespaces


def left(prefix: str, directory: Path) -> list[object]:
    """Return all that is found of a region: cgroups, namespaces, mounts, devices, nspawn's own."""
    return [
        *hierarchies.find(prefix, Hierarchies.mounted()),
        *namespaces.find(prefix),
        *mount_points(directory),
        *loop_devices.find(directory),
        *Path("/run/systemd/nspawn").glob(f"*/{prefix}*"),
        *(pid for pid in os.listdir("/proc") if pid.isdecimal() and prefix in _arguments(pid)),
    ]


def _arguments(pid: str) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
