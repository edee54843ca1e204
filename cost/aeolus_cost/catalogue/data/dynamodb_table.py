"""`aws_dynamodb_table`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import NotPricedError, ResourceType, View
from aeolus_cost.component import Component, shown
from aeolus_cost.figures import HOURS_PER_MONTH, Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

from .autoscaled import autoscaled

READS = Item(
    "read_request_units",
    "1M RRU",
    "Reads of 4 KB of a table on demand.",
    default=Figures.of(0, 1, 10),
    each=True,
)
WRITES = Item(
    "write_request_units",
    "1M WRU",
    "Writes of 1 KB to a table on demand, its indexes included.",
    default=Figures.of(0, 1, 10),
    each=True,
)
STORED = Item(
    "storage_gb",
    "GB-month",
    "Items and indexes of a table.",
    default=Figures.of(0, 1, 25),
    each=True,
)
RECOVERABLE = Item(
    "point_in_time_recovery_gb",
    "GB-month",
    "Size of a table with point-in-time recovery: as much as it stores.",
    default=Figures.of(0, 1, 25),
    each=True,
)


class DynamodbTable(ResourceType):
    """By request or by capacity, and by the gigabyte (Amazon DynamoDB pricing).

    Capacity that Application Auto Scaling changes counts from its least to its most. The free
    25 units of provisioned capacity are not taken off, as no free tier is.
    """

    type = "aws_dynamodb_table"
    usage = (READS, WRITES, STORED, RECOVERABLE)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield reads and writes, storage and backups; then refuse replicas and cheaper classes."""
        values = resource.values
        if values.text("table_class", "STANDARD") != "STANDARD":
            raise NotPricedError(f"table_class {values.text('table_class')} has no rule")
        if values.text("billing_mode") == "PAY_PER_REQUEST":
            key = "dynamodb.ondemand"
            yield view.by_usage(resource, READS, label="Reads", price_key=f"{key}.read")
            yield view.by_usage(resource, WRITES, label="Writes", price_key=f"{key}.write")
        else:
            # The provider's default is PROVISIONED.
            yield _provisioned(resource, view, "Read")
            yield _provisioned(resource, view, "Write")
        yield view.by_usage(resource, STORED, label="Storage", price_key="dynamodb.storage")
        if values.block("point_in_time_recovery").flag("enabled"):
            label = "Point-in-time recovery"
            yield view.by_usage(resource, RECOVERABLE, label=label, price_key="dynamodb.pitr")
        regions = [replica.text("region_name") for replica in values.blocks("replica")]
        if regions:
            raise NotPricedError(f"its replicas in {', '.join(regions)}: no rule for global tables")


def _provisioned(resource: Resource, view: View, way: str) -> Component:
    argument, dimension = f"{way.lower()}_capacity", f"{way}CapacityUnits"
    own = autoscaled(
        resource, view, f"dynamodb:table:{dimension}", resource.values.number(argument)
    )
    indexes = resource.values.blocks("global_secondary_index")
    units = own + Figures.sum(Figures.same(each.number(argument)) for each in indexes)
    return Component(
        name=f"{way} capacity",
        quantity=units * HOURS_PER_MONTH,
        unit=f"{way[0]}CU-hour",
        price_keys=(f"dynamodb.provisioned.{way.lower()}",),
        formula=f"{shown(units)} units × {HOURS_PER_MONTH} h",
    )
