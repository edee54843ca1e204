"""`aws_dlm_lifecycle_policy`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import ResourceType, View
from aeolus_cost.component import Component
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

STORAGE = Item(
    "snapshot_gb",
    "GB-month",
    "Snapshots that policies keep: which volumes have their tags, AWS alone knows. One root volume "
    "of 8 GB, written ten times over at most.",
    default=Figures.of(0, 8, 80),
    each=True,
)


class DlmLifecyclePolicy(ResourceType):
    """A policy is free, the snapshots that it makes are not (Amazon Data Lifecycle Manager)."""

    type = "aws_dlm_lifecycle_policy"
    usage = (STORAGE,)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield the snapshots."""
        yield view.by_usage(resource, STORAGE, label="Snapshots kept", price_key="ebs.snapshot")
