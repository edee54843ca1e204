"""The command line with which systemd-nspawn(1) boots a machine, and what it is booted with."""

from __future__ import annotations

import shutil
from pathlib import Path

from aeolus_sandbox.machines.spec import MachineSpec
from aeolus_sandbox.network import namespaces

_SCRIPT = Path(__file__).with_name("hypervisor.sh")
# systemd's ENVIRONMENT.md. The machine sees the unified hierarchy alone, as Debian 12 does,
# whatever is mounted here; its /proc/sys/net is its own, and its /sys has room for our entry.
ENVIRONMENT = {
    "SYSTEMD_NSPAWN_UNIFIED_HIERARCHY": "1",
    "SYSTEMD_NSPAWN_API_VFS_WRITABLE": "network",
    # A file for each boot that a power-off would leave behind: the cgroup tells what runs.
    "SYSTEMD_NSPAWN_LOCK": "0",
}

# Where systemd-nspawn keeps a directory for each machine, and leaves it unless /run is a tmpfs.
_RUN = Path("/run/systemd/nspawn")


def boot_command(spec: MachineSpec, root: Path, hypervisor: Path, cgroups: list[Path]) -> list[str]:
    """Return what boots the machine whose disk is at `root`, and returns at once.

    What it starts has a session of its own: it outlives us, and Ctrl-C in a terminal is not for it.

    `hypervisor` is a directory that appears as /sys/hypervisor, `cgroups` are the directories of
    the cgroup that the machine is to be in.
    """
    nspawn = [
        "systemd-nspawn",
        "--quiet",
        f"--directory={root}",
        "--boot",
        # The machine is ours to know: not systemd-machined's, nor a unit's.
        "--register=no",
        "--keep-unit",
        # A name of its own among all regions, by which a sweep finds what is called after it.
        f"--machine={spec.namespace}",
        f"--uuid={spec.machine_id}",
        f"--hostname={spec.hostname.partition('.')[0]}",
        "--private-users=no",
        "--console=read-only",
        f"--network-namespace-path={namespaces.path(spec.namespace)}",
        "--resolv-conf=off",
        "--timezone=off",
        "--link-journal=no",
        f"--bind-ro={hypervisor}:/sys/hypervisor",
    ]
    return ["setsid", "--fork", "sh", str(_SCRIPT), *map(str, cgroups), "--", *nspawn]


def write_identity(spec: MachineSpec, root: Path, hypervisor: Path) -> None:
    """Write what the machine must find when it boots: its name, name server, and UUID."""
    files = {
        "etc/hostname": f"{spec.hostname.partition('.')[0]}\n",
        "etc/resolv.conf": f"nameserver {spec.nameserver}\nsearch {spec.search}\n",
    }
    for name, text in files.items():
        # Anew: a link that the machine has there would lead out of its disk.
        (root / name).unlink(missing_ok=True)
        (root / name).write_text(text)
    hypervisor.mkdir(exist_ok=True)
    (hypervisor / "uuid").write_text(f"{spec.hypervisor_uuid}\n")


def forget(prefix: str) -> None:
    """Remove what systemd-nspawn has left of machines whose names begin with `prefix`."""
    for directory in _RUN.glob(f"*/{prefix}*"):
        shutil.rmtree(directory, ignore_errors=True)
