"""`aws_ecr_repository`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import ResourceType, View
from aeolus_cost.component import Component
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

STORED = Item(
    "storage_gb",
    "GB-month",
    "Images that a repository keeps: a few of a gigabyte or two.",
    default=Figures.of(1, 5, 20),
    each=True,
)


class EcrRepository(ResourceType):
    """By the gigabyte of images (Amazon ECR pricing); pulls within the region are free."""

    type = "aws_ecr_repository"
    usage = (STORED,)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield the storage."""
        yield view.by_usage(resource, STORED, label="Images", price_key="ecr.storage")
