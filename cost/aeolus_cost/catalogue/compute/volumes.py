"""EBS volumes: of instances, of launch templates, and by themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from aeolus_cost.catalogue.resource_type import NotPricedError, View
from aeolus_cost.component import Component, decimal, shown
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.reading.values import Values
from aeolus_cost.usage.usage import Item

DEFAULT_TYPE = "gp2"
"""What EC2 takes where no type is given (Amazon EC2 API, EbsBlockDevice)."""
INCLUDED_IOPS, INCLUDED_THROUGHPUT = Decimal(3000), Decimal(125)
"""IOPS and MiB/s that a gp3 volume includes (Amazon EBS pricing)."""
PROVISIONED = ("io1", "io2")
"""Types that bill all their IOPS; of io2 the first tier counts, up to 32,000."""
MAGNETIC, MAGNETIC_IO_LABEL = "standard", "Magnetic I/O"

MAGNETIC_IO = Item(
    "magnetic_io_requests",
    "1M requests",
    "Reads and writes of magnetic volumes (type standard), in millions, of all volumes of the "
    "resource; other types do not bill them.",
    default=Figures.of(0, 1, 10),
    each=True,
)


@dataclass(frozen=True)
class Volumes:
    """Volumes that are alike: what describes one, its size, and how many there are."""

    values: Values
    type: str
    gigabytes: Figures
    count: Figures
    stops: bool
    """Whether they are deleted while the environment is stopped, as instances are."""
    said: str = ""
    """What the formula says of where the size comes from."""
    usage: str = ""
    """The key in the usage file that the size comes from."""


def volumes(name: str, disks: Volumes) -> Iterable[Component]:
    """Yield the storage of volumes, and what is provisioned beyond what their type includes.

    Raises NotPricedError for provisioned IOPS that are not given (Amazon EBS pricing).
    """
    yield _part(f"{name} ({disks.type})", f"ebs.{disks.type}.storage", "GB-month", disks)
    iops, throughput = disks.values.number("iops"), disks.values.number("throughput")
    if disks.type == "gp3":
        above = iops - INCLUDED_IOPS
        if above > 0:
            key = "ebs.gp3.iops_above_3000"
            yield _part(f"{name}, IOPS above 3,000", key, "IOPS-month", disks, above)
        above = throughput - INCLUDED_THROUGHPUT
        if above > 0:
            key = "ebs.gp3.throughput_above_125"
            yield _part(f"{name}, MiB/s above 125", key, "MBps-month", disks, above)
    elif disks.type in PROVISIONED:
        if iops <= 0:
            raise NotPricedError(f"a volume's type is {disks.type}, and its iops are not given")
        yield _part(f"{name}, IOPS", f"ebs.{disks.type}.iops", "IOPS-month", disks, iops)


def magnetic_io(resource: Resource, view: View) -> Component:
    """Return the reads and writes of magnetic volumes, by usage."""
    key = "ebs.standard.io"
    return view.by_usage(resource, MAGNETIC_IO, label=MAGNETIC_IO_LABEL, price_key=key)


def _part(
    name: str, price_key: str, unit: str, disks: Volumes, amount: Decimal | None = None
) -> Component:
    """Return `amount` of each volume; without one, its size."""
    each = disks.gigabytes if amount is None else Figures.same(amount)
    one = f"{shown(each) if amount is None else decimal(amount)} {unit.removesuffix('-month')}"
    formula = one if disks.count == Figures.same(1) else f"{shown(disks.count)} × {one}"
    return Component(
        name=name,
        quantity=each * disks.count,
        unit=unit,
        price_keys=(price_key,),
        formula=formula + (disks.said if amount is None else ""),
        usage=disks.usage if amount is None else "",
        stops=disks.stops,
    )
