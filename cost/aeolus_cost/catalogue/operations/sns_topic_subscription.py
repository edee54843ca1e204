"""`aws_sns_topic_subscription`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import NotPricedError, ResourceType, View
from aeolus_cost.component import Component
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

WITHOUT_CHARGE = ("lambda", "sqs")
PRICES = {"http": "sns.http", "https": "sns.http", "email": "sns.email", "email-json": "sns.email"}
DELIVERED = Item(
    "notifications",
    "1k notifications",
    "Notifications by mail or HTTP, all subscriptions together: alarms, a few a week.",
    default=Figures.of(0, "0.02", "0.5"),
    among=lambda subscription: subscription.values.arguments.get("protocol") in PRICES,
)


class SnsTopicSubscription(ResourceType):
    """A subscription bills what is delivered, by its protocol (Amazon SNS pricing)."""

    type = "aws_sns_topic_subscription"
    usage = (DELIVERED,)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield the deliveries; those to functions and queues are free."""
        protocol = resource.values.text("protocol")
        if protocol in WITHOUT_CHARGE:
            return
        if protocol not in PRICES:
            raise NotPricedError(f"no rule for notifications by {protocol}")
        yield view.by_usage(
            resource,
            DELIVERED,
            label=f"Notifications ({protocol})",
            price_key=PRICES[protocol],
        )
