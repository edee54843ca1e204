"""`aws_sfn_state_machine`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import NotPricedError, ResourceType, View
from aeolus_cost.component import Component
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

TRANSITIONS = Item(
    "state_transitions",
    "1k transitions",
    "State transitions, all standard state machines together, retries too.",
    default=Figures.of(0, 4, 100),
)


class SfnStateMachine(ResourceType):
    """A standard state machine bills by its state transitions (AWS Step Functions pricing)."""

    type = "aws_sfn_state_machine"
    usage = (TRANSITIONS,)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield the transitions."""
        kind = resource.values.text("type", "STANDARD")
        if kind != "STANDARD":
            raise NotPricedError(f"no rule for a state machine of type {kind}")
        yield view.by_usage(
            resource,
            TRANSITIONS,
            label="State transitions",
            price_key="stepfunctions.transitions",
        )
