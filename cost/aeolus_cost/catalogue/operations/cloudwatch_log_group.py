"""`aws_cloudwatch_log_group`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import NotPricedError, ResourceType, View
from aeolus_cost.component import Component
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

INGESTED = Item(
    "ingested_gb",
    "GB",
    "Log that is written, all groups together: daemons' journals. Flow logs count with their "
    "aws_flow_log; task logs go to S3.",
    default=Figures.of(1, 5, 50),
)
STORED = Item(
    "stored_gb",
    "GB-month",
    "Log that is kept, compressed, all groups together: what was written over the retention.",
    default=Figures.of(1, 5, 50),
)
WRITING = {
    "STANDARD": "cloudwatch.logs.ingest",
    "INFREQUENT_ACCESS": "cloudwatch.logs.infrequent_access_ingest",
}
"""The price of a gigabyte that comes in, by class of log group."""


class CloudwatchLogGroup(ResourceType):
    """Logs bill by the gigabyte that comes in, and that stays (Amazon CloudWatch pricing)."""

    type = "aws_cloudwatch_log_group"
    usage = (INGESTED, STORED)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield what is written and what is kept."""
        kind = resource.values.text("log_group_class", "STANDARD")
        if kind not in WRITING:
            raise NotPricedError(f"no rule for a log group of class {kind}")
        yield view.by_usage(resource, INGESTED, label="Log written", price_key=WRITING[kind])
        yield view.by_usage(resource, STORED, label="Log kept", price_key="cloudwatch.logs.storage")
