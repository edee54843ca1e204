"""From the units of the Price List to ours: what a price is for, and of how many."""

from __future__ import annotations

from decimal import Decimal

COUNT = "piece"
"""What is neither time, nor size, nor speed: requests, keys, secrets, metrics."""

THEIRS: dict[str, tuple[str, Decimal]] = {
    "hrs": ("hour", Decimal(1)),
    "hours": ("hour", Decimal(1)),
    "vcpu-hours": ("hour", Decimal(1)),
    "vcpu-hour": ("hour", Decimal(1)),
    "gb-hours": ("hour", Decimal(1)),
    "lcu-hrs": ("hour", Decimal(1)),
    "readcapacityunit-hrs": ("hour", Decimal(1)),
    "writecapacityunit-hrs": ("hour", Decimal(1)),
    "gb": ("GB", Decimal(1)),
    "gigabytes": ("GB", Decimal(1)),
    "gb-mo": ("GB-month", Decimal(1)),
    "gb-month": ("GB-month", Decimal(1)),
    "gb-second": ("GB-second", Decimal(1)),
    "gb-seconds": ("GB-second", Decimal(1)),
    "lambda-gb-second": ("GB-second", Decimal(1)),
    "iops-mo": ("IOPS-month", Decimal(1)),
    "mibps-mo": ("MBps-month", Decimal(1)),
    # gp3 throughput is told as $0.04 a MiB/s and listed as $40.96 a GiB/s.
    "gibps-mo": ("MBps-month", Decimal(1024)),
}
"""Units of the Price List in lower case: what they measure, and how much of it one is."""

OURS: dict[str, tuple[str, Decimal]] = {
    **{
        name: ("hour", Decimal(1))
        for name in ("hour", "vCPU-hour", "GB-hour", "LCU-hour", "RCU-hour", "WCU-hour")
    },
    **{
        name: (name, Decimal(1))
        for name in ("GB", "GB-month", "GB-second", "IOPS-month", "MBps-month")
    },
    "GB scanned": ("GB", Decimal(1)),
    "1k requests": (COUNT, Decimal(1_000)),
    "1k notifications": (COUNT, Decimal(1_000)),
    "1k transitions": (COUNT, Decimal(1_000)),
    "1M requests": (COUNT, Decimal(1_000_000)),
    "1M events": (COUNT, Decimal(1_000_000)),
    "1M RRU": (COUNT, Decimal(1_000_000)),
    "1M WRU": (COUNT, Decimal(1_000_000)),
}
"""Units of our price files; any other is a piece."""


class UnitError(Exception):
    """A price is for something else than its rule says."""


def converted(usd: Decimal, theirs: str, ours: str) -> Decimal:
    """Return the price of one of our units, where `usd` is that of one of theirs.

    Raises UnitError where they do not measure the same.
    """
    measured, size = THEIRS.get(theirs.lower(), (COUNT, Decimal(1)))
    wanted, times = OURS.get(ours, (COUNT, Decimal(1)))
    if measured != wanted:
        raise UnitError(f"priced by {theirs!r}, which is not our {ours!r}")
    return usd / size * times
