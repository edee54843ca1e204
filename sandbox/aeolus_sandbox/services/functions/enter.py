"""How a function's process gets into its namespaces."""

from __future__ import annotations

from pathlib import Path

from aeolus_sandbox.machines.cgroup import Cgroup
from aeolus_sandbox.machines.inside import enter_command
from aeolus_sandbox.network import namespaces

# Lets names be asked for where the function is; what it starts ends with it.
_RESOLVE = 'mount --bind "$1" /etc/resolv.conf || exit 1; shift; exec "$@"'
_NAMESPACES = ("unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc")


def entering(cgroup: Cgroup, namespace: str, resolver: Path) -> tuple[str, ...]:
    """Return what the command line of a process begins with that runs in a network namespace.

    `resolver` takes the place of /etc/resolv.conf.
    """
    inside = ["nsenter", f"--net={namespaces.path(namespace)}", *_NAMESPACES]
    inside += ["sh", "-c", _RESOLVE, "sh", str(resolver)]
    return tuple(enter_command(cgroup.leaf("machine"), inside))
