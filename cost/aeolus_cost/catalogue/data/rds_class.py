"""What the name of an RDS instance class says, and what bills by it."""

from __future__ import annotations

from decimal import Decimal

from aeolus_cost.catalogue.resource_type import NotPricedError
from aeolus_cost.component import Component
from aeolus_cost.figures import HOURS_PER_MONTH, Figures

SMALL = {
    "t2": {"micro": 1, "small": 1, "medium": 2},
    "t3": {"micro": 2, "small": 2, "medium": 2},
    "t4g": {"micro": 2, "small": 2, "medium": 2},
}
LARGE = 2
XLARGE = 4


def family(instance_class: str) -> str:
    """Return `t4g` of `db.t4g.small`."""
    return instance_class.removeprefix("db.").partition(".")[0]


def vcpus(instance_class: str) -> int:
    """Return the vCPUs of a class.

    From large on they go by size, the same in every family (Amazon RDS User Guide, "Hardware
    specifications for DB instance classes"). Raises NotPricedError for a size that is not known.
    """
    size = instance_class.rpartition(".")[2]
    if size in SMALL.get(family(instance_class), {}):
        return SMALL[family(instance_class)][size]
    times = size.removesuffix("xlarge")
    if size == "large":
        return LARGE
    if size.endswith("xlarge") and (times.isdigit() or not times):
        return XLARGE * int(times or 1)
    raise NotPricedError(f"how many vCPUs {instance_class} has is not known")


def vcpu_hours(
    name: str, price_key: str, count: Decimal | int, *, stops: bool = False
) -> Component:
    """Return what bills `count` vCPUs by the hour, all month."""
    return Component(
        name=name,
        quantity=Figures.same(Decimal(count) * HOURS_PER_MONTH),
        unit="vCPU-hour",
        price_keys=(price_key,),
        formula=f"{count} vCPUs × {HOURS_PER_MONTH} h",
        stops=stops,
    )
