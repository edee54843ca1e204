"""`aws_flow_log`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import NotPricedError, ResourceType, View
from aeolus_cost.component import Component
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

WRITTEN = Item(
    "written_gb",
    "GB",
    "Flow logs, which are vended logs: a record a flow and ten minutes, or a minute.",
    default=Figures.of("0.2", 1, 10),
    each=True,
)
TO_CLOUDWATCH = "cloud-watch-logs"


class FlowLog(ResourceType):
    """Flow logs bill as vended logs, by the gigabyte (Amazon CloudWatch pricing, "Logs")."""

    type = "aws_flow_log"
    usage = (WRITTEN,)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield what is written; what is kept bills with its log group."""
        to = resource.values.text("log_destination_type", TO_CLOUDWATCH)
        if to != TO_CLOUDWATCH:
            raise NotPricedError(f"no rule for flow logs to {to}: sources of the price disagree")
        yield view.by_usage(
            resource, WRITTEN, label="Flow log written", price_key="cloudwatch.logs.vended_ingest"
        )
