"""Whether machines can be booted here, and if not, why: one line for the person at the terminal."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Programs and the Debian packages that have them.
PROGRAMS = {
    "systemd-nspawn": "systemd-container",
    "mmdebstrap": "mmdebstrap",
    "ip": "iproute2",
    "nft": "nftables",
    "slirp4netns": "slirp4netns",
    "nsenter": "util-linux",
    "mkfs.ext4": "e2fsprogs",
}
# linux/capability.h
_NET_ADMIN, _SYS_ADMIN = 12, 21
_CGROUP_KILL_SINCE = (5, 14)  # Linux kernel documentation, "Control Group v2", cgroup.kill


@dataclass(frozen=True)
class Host:
    """What was found out about this machine."""

    platform: str
    user_id: int
    capabilities: int
    kernel: tuple[int, ...]
    overlay: bool
    loop_devices: bool
    unified_cgroups: bool
    missing: tuple[str, ...]

    @classmethod
    def here(cls) -> Host:
        """Look at this machine."""
        if sys.platform != "linux":
            return cls(sys.platform, os.geteuid(), 0, (), False, False, False, ())
        status = Path("/proc/self/status").read_text()
        effective = re.search(r"^CapEff:\s*([0-9a-f]+)$", status, re.MULTILINE)
        return cls(
            platform=sys.platform,
            user_id=os.geteuid(),
            capabilities=int(effective[1], 16) if effective else 0,
            kernel=tuple(map(int, re.findall(r"\d+", os.uname().release)[:2])),
            overlay=_has_overlay(),
            loop_devices=Path("/dev/loop-control").exists(),
            unified_cgroups=" cgroup2 " in Path("/proc/self/mounts").read_text(),
            missing=tuple(name for name in PROGRAMS if shutil.which(name) is None),
        )


def reason(host: Host) -> str | None:
    """Return in one line why machines cannot be booted on `host`, with the cure; None if they can.

    The first obstacle is told: the later ones may go with it.
    """
    return next(_obstacles(host), None)


def _obstacles(host: Host) -> Iterator[str]:
    if host.platform != "linux":
        yield f"machines need Linux, and this is {host.platform}: use a Linux host"
    if host.user_id != 0:
        yield "machines need root: run this command with sudo"
    lacking = [bit for bit in (_NET_ADMIN, _SYS_ADMIN) if not host.capabilities >> bit & 1]
    if lacking:
        yield "machines need CAP_SYS_ADMIN and CAP_NET_ADMIN: give this container its privileges"
    if host.kernel < _CGROUP_KILL_SINCE:
        yield f"machines need Linux 5.14 or newer, and this is {'.'.join(map(str, host.kernel))}"
    if not host.overlay:
        yield "machines need overlayfs, which this kernel lacks: run: modprobe overlay"
    if not host.loop_devices:
        yield "machines need loop devices, which are not here: run: modprobe loop"
    if not host.unified_cgroups:
        yield "machines need cgroup2: run: mount -t cgroup2 none /sys/fs/cgroup"
    if host.missing:
        packages = " ".join(PROGRAMS[name] for name in host.missing)
        yield f"machines need {' and '.join(host.missing)}: run: apt-get install {packages}"


def _has_overlay() -> bool:
    if "\toverlay\n" in Path("/proc/filesystems").read_text():
        return True
    # As a module it is not listed before its first use, which loads it.
    return any(Path(f"/lib/modules/{os.uname().release}").rglob("overlay.ko*"))
