"""Removes all that a region's machines left on this one, found by name and place.

What was made is looked for, not remembered: who made it may have been killed at any moment.
"""

from __future__ import annotations

from pathlib import Path

from aeolus_sandbox.machines import hierarchies, loop_devices, nspawn, strays
from aeolus_sandbox.machines.cgroup import Cgroup
from aeolus_sandbox.machines.hierarchies import Hierarchies
from aeolus_sandbox.machines.layers import unmount_below
from aeolus_sandbox.network import namespaces


def sweep(prefix: str, directory: Path) -> None:
    """End all processes, and remove all cgroups, namespaces, mounts and loop devices of a region.

    Cgroups and namespaces are the region's whose names begin with `prefix`, which must end with a
    character that sets it apart from another region's; mounts and loop devices those below, or of
    files below, `directory`, which is kept. Nothing left of it is fine.
    """
    strays.end(prefix)
    mounted = Hierarchies.mounted()
    for name in hierarchies.find(prefix, mounted):
        group = Cgroup(name, mounted)
        group.kill()
        group.remove()
    namespaces.sweep(prefix)
    nspawn.forget(prefix)
    loop_devices.sweep(directory)
    unmount_below(directory)
