"""What every instance bills beside its hours, whoever launched it: credits, disks, metrics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from aeolus_cost.catalogue.resource_type import NotPricedError, View
from aeolus_cost.component import Component, monthly
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.reading.values import Values
from aeolus_cost.usage.usage import Item

from .launch import Disk, Launch
from .purchase import NONE
from .volumes import MAGNETIC, Volumes, magnetic_io, volumes

CREDITS = Item(
    "surplus_credit_vcpu_hours",
    "vCPU-hour",
    "CPU of T instances above what their credits allow, all instances of the resource together: "
    "none where the size is right.",
    default=Figures.of(0, 0, 50),
    each=True,
)
IMAGE = Item(
    "image_volume_gb",
    "GB-month",
    "Size of each volume whose size only its image or snapshot says; 8 GB is the root volume of "
    "most Linux images.",
    default=Figures.same(8),
    each=True,
)
DETAILED_METRICS = 7
"""Metrics of an instance with detailed monitoring (Amazon CloudWatch pricing, example 1)."""
UNLIMITED_BY_DEFAULT = {"t2": False, "t3": True, "t3a": True, "t4g": True}
"""Whether a family with credits runs unlimited where nothing is said (Amazon EC2 User Guide,
"Unlimited mode concepts")."""
STANDARD_TENANCY = ("", "default")


@dataclass(frozen=True)
class Machines:
    """Instances that are launched alike."""

    resource: Resource
    launch: Launch
    types: tuple[str, ...]
    """Instance types that they may be of, the preferred first."""
    count: Figures
    disks_stop: bool
    """Whether their volumes are deleted while the environment is stopped."""


def types_of(launch: Launch, others: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the instance types: `others`, or else that of the launch itself.

    Raises NotPricedError for dedicated instances and hosts, which have prices of their own, and
    where no type is given.
    """
    if launch.tenancy() not in STANDARD_TENANCY:
        raise NotPricedError(f"tenancy {launch.tenancy()}: no rule for it, only for shared hosts")
    types = tuple(dict.fromkeys(others)) or (launch.instance_type(),)
    if not all(types):
        raise NotPricedError("its instance type is not in this configuration")
    return types


def surplus_credits(machines: Machines, view: View) -> Iterable[Component]:
    """Yield surplus CPU credits of those types that have credits and run unlimited."""
    said = machines.launch.cpu_credits()
    families = dict.fromkeys(each.partition(".")[0] for each in machines.types)
    keys = tuple(
        f"ec2.cpu_credit.{family}"
        for family in families
        if family in UNLIMITED_BY_DEFAULT
        and (said == "unlimited" if said else UNLIMITED_BY_DEFAULT[family])
    )
    if keys:
        label = "Surplus CPU credits"
        line = view.by_usage(machines.resource, CREDITS, label=label, price_key=keys[0])
        yield replace(line, price_keys=keys)


def disks(machines: Machines, view: View) -> Iterator[Component]:
    """Yield the volumes that are made with the instances; there is always one to start from."""
    root, others = machines.launch.root() or Disk(Values({})), machines.launch.others()
    yield from _volumes("Root volume", root, machines, view)
    for each in others:
        yield from _volumes("Volume", each, machines, view)
    if any(each.type == MAGNETIC for each in (root, *others)):
        yield magnetic_io(machines.resource, view)


def detailed_monitoring(machines: Machines) -> Iterable[Component]:
    """Yield the metrics of detailed monitoring, where it is on."""
    if machines.launch.monitoring():
        yield monthly(
            "Detailed monitoring",
            "cloudwatch.custom_metric",
            machines.count * DETAILED_METRICS,
            "metric-month",
            stops=True,
        )


def _volumes(name: str, disk: Disk, machines: Machines, view: View) -> Iterable[Component]:
    size, said, usage = _size(disk, machines.resource, view)
    alike = Volumes(
        disk.values, disk.type, size, machines.count, machines.disks_stop, said=said, usage=usage
    )
    return volumes(name, alike)


def _size(disk: Disk, resource: Resource, view: View) -> tuple[Figures, str, str]:
    """Return gigabytes, what the formula says of them, and their key in the usage file."""
    if disk.gigabytes is not None:
        return Figures.same(disk.gigabytes), "", ""
    amount = view.usage.amount(view.stack, resource, IMAGE)
    said = " by default: its image says" if amount and amount.by_default else ""
    return amount.quantity if amount else NONE, said, f"{resource.type}.{IMAGE.name}"
