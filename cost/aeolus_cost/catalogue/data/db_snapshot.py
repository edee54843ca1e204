"""`aws_db_snapshot`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import NotPricedError, ResourceType, View
from aeolus_cost.component import Component
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

from . import rds_engine

STORED = Item(
    "gb_beyond_free",
    "GB-month",
    "What a snapshot adds beyond the size of the databases, up to which backups are free.",
    default=Figures.of(0, 0, 20),
    each=True,
)


class DbSnapshot(ResourceType):
    """As backup storage of its instance's engine (Amazon RDS pricing, "Backup storage")."""

    type = "aws_db_snapshot"
    usage = (STORED,)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield the storage that is not free."""
        instances = view.stack.linked(resource, "db_instance_identifier", rds_engine.INSTANCE)
        if not instances:
            raise NotPricedError("the instance it is taken of is not in this configuration")
        origin = rds_engine.origin(instances[0], view)
        engine = rds_engine.filed_under(origin.values.text("engine"))
        yield view.by_usage(
            resource,
            STORED,
            label="Snapshot beyond the free size",
            price_key=f"rds.{engine}.backup_beyond_free",
        )
