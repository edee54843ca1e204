"""The storage of an RDS instance, by type: gigabytes, and operations beyond what those include."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from aeolus_cost.catalogue.resource_type import NotPricedError
from aeolus_cost.component import Component, monthly
from aeolus_cost.figures import Figures
from aeolus_cost.reading.values import Values

GP3_STRIPED_FROM_GB = 400
GP3_BASELINE = {False: (3_000, 125), True: (12_000, 500)}
"""IOPS and MiB/s that gp3 includes, below and from 400 GiB on (Amazon RDS User Guide, "General
Purpose SSD storage"; the same for PostgreSQL, MySQL and MariaDB)."""
MAGNETIC = "standard"


def size(values: Values, origin: Values) -> Figures:
    """Return GiB: what is allocated, and at most what RDS lets it grow to by itself."""
    holder = values if values.has("allocated_storage") else origin
    if not holder.has("allocated_storage"):
        raise NotPricedError("its allocated_storage is not in this configuration")
    allocated = holder.number("allocated_storage")
    most = max(allocated, values.number("max_allocated_storage"))
    return Figures(allocated, allocated, most)


def storage_type(values: Values) -> str:
    """Return the type; the provider's default depends on `iops` (`aws_db_instance`)."""
    return values.text("storage_type") or ("io1" if values.has("iops") else "gp2")


def storage(values: Values, gigabytes: Figures, engine: str, zones: str) -> Iterable[Component]:
    """Yield the storage and, apart from it, provisioned operations and throughput."""
    kind = storage_type(values)
    name = "magnetic" if kind == MAGNETIC else kind
    yield monthly(
        f"Storage ({name})", f"rds.{engine}.{zones}.{kind}_storage", gigabytes, "GB-month"
    )
    if kind == "gp3":
        yield from _above_baseline(values, gigabytes.expected, zones)
    elif kind.startswith("io"):
        if not values.has("iops"):
            raise NotPricedError(f"storage_type is {kind}, and iops is not given")
        iops = Figures.same(values.number("iops"))
        yield monthly("Provisioned IOPS", f"rds.{engine}.{zones}.{kind}_iops", iops, "IOPS-month")


def _above_baseline(values: Values, allocated: Decimal, zones: str) -> Iterable[Component]:
    iops, throughput = GP3_BASELINE[allocated >= GP3_STRIPED_FROM_GB]
    for argument, name, included, measure, unit in (
        ("iops", "iops", iops, "IOPS", "IOPS-month"),
        ("storage_throughput", "throughput", throughput, "MiB/s", "MBps-month"),
    ):
        given = values.number(argument)
        if given > included:
            yield monthly(
                f"gp3 {measure} above {included:,}",
                f"rds.gp3_{name}_above_baseline.{zones}",
                Figures.same(given - included),
                unit,
                formula=f"{given:,} - {included:,} {measure}",
            )
