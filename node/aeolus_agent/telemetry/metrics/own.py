"""How the node itself is: its health, its disks, its memory."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509

from aeolus_agent.watch.report import NodeReport

from .minute import Datum, single
from .names import CERTIFICATE_LEFT, DISK_USED, MEMORY_USED, NODE_UNHEALTHY

STALE_S = 90.0
"""A report that is older says nothing: whoever writes it has stopped."""
FULL_PERCENT = 80.0
"""Of a volume; from here on the node's log says which."""


@dataclass(frozen=True)
class Sources:
    """Where the node is looked at."""

    health: Path
    meminfo: Path = Path("/proc/meminfo")
    mounts: Path = Path("/proc/mounts")
    certificate: Path | None = None
    """What the entrance shows, where somebody else must see to it that it does not end."""


def own_data(sources: Sources, at: float, now: float, say: Callable[[str], None]) -> list[Datum]:
    """Return the node's own data for the minute that began `at`, looked at `now`.

    What is not well is said too: the metric does not tell of which node it is.
    """
    used = dict(disks(sources.mounts))
    ailing = ailments(sources.health, now)
    for ailment in ailing:
        say(f"unhealthy: {ailment}")
    for mount, percent in used.items():
        if percent >= FULL_PERCENT:
            say(f"{percent:.0f} % of {mount} is used")
    data = [
        single(NODE_UNHEALTHY, at, float(bool(ailing)), "None"),
        single(DISK_USED, at, max(used.values()), "Percent"),
        single(MEMORY_USED, at, memory_used(sources.meminfo), "Percent"),
    ]
    if sources.certificate is not None:
        with contextlib.suppress(OSError, ValueError):  # not there yet: the node's report says so
            left = days_left(sources.certificate.read_bytes(), now)
            data.append(single(CERTIFICATE_LEFT, at, left, "None"))
    return data


def ailments(health: Path, now: float) -> list[str]:
    """Return what is wrong by the node's report; one that is missing or stale is wrong itself."""
    try:
        report = NodeReport.loads(health.read_text())
    except (OSError, ValueError, KeyError, TypeError) as error:
        return [f"there is no report of it: {error!r}"]
    if now - report.at > STALE_S:
        return [f"its last report is {now - report.at:.0f} s old"]
    return report.ailments()


def days_left(certificate: bytes, now: float) -> float:
    """Return for how many days a certificate in PEM is valid. Raises ValueError for another."""
    end = x509.load_pem_x509_certificate(certificate).not_valid_after_utc
    return (end.timestamp() - now) / 86_400


def disks(mounts: Path) -> Iterator[tuple[str, float]]:
    """Yield where volumes are mounted, the root and what has a device, and percent used as `df`."""
    for line in mounts.read_text().splitlines():
        device, mount, *_ = line.split()
        # The kernel writes a blank in a name as \040 (proc(5)); none of ours has one.
        if mount == "/" or (device.startswith("/dev/") and os.path.isdir(mount)):
            told = os.statvfs(mount)
            used = told.f_blocks - told.f_bfree
            if used + told.f_bavail:
                yield mount, 100 * used / (used + told.f_bavail)


def memory_used(meminfo: Path) -> float:
    """Return percent of the memory that is not available (proc(5))."""
    told = dict(line.split(":", 1) for line in meminfo.read_text().splitlines())
    total, available = (int(told[name].split()[0]) for name in ("MemTotal", "MemAvailable"))
    return 100 * (total - available) / total
