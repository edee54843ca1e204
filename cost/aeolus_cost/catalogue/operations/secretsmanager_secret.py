"""`aws_secretsmanager_secret`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import ResourceType, View
from aeolus_cost.component import Component, monthly
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

CALLS = Item(
    "api_calls",
    "request",
    "Reads of secrets, all together: a few when a daemon starts, and connections that tasks use.",
    default=Figures.of(1000, 20000, 200000),
)


class SecretsmanagerSecret(ResourceType):
    """A secret bills by the month, a copy in another region too (AWS Secrets Manager pricing)."""

    type = "aws_secretsmanager_secret"
    usage = (CALLS,)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield the secret with its copies, and what is asked of it."""
        copies = 1 + len(resource.values.blocks("replica"))
        yield monthly("Secret", "secretsmanager.secret", copies, "secret-month")
        yield view.by_usage(resource, CALLS, label="API calls", price_key="secretsmanager.api")
