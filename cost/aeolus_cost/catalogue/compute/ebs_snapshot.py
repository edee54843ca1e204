"""`aws_ebs_snapshot` and `aws_ebs_snapshot_copy`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import ResourceType, View
from aeolus_cost.component import Component, shown
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

from .ebs_size import size_of

STORAGE = Item(
    "storage_gb",
    "GB-month",
    "What a snapshot holds: blocks that were written, and changed since the one before. Without it "
    "the whole size of its volume, the most it can be.",
    each=True,
)


class EbsSnapshot(ResourceType):
    """By what it holds; the archive tier has a price of its own (Amazon EBS pricing)."""

    type = "aws_ebs_snapshot"
    usage = (STORAGE,)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield its storage."""
        given = view.used(resource, STORAGE)
        size = None if given else size_of(resource, view)
        if given:
            quantity, said = given, ""
        elif size is not None:
            quantity, said = Figures.same(size), ", the whole volume"
        else:
            quantity, said = Figures.same(0), ": the volume is not in this configuration"
        tier = resource.values.text("storage_tier", "standard")
        yield Component(
            name=f"Snapshot ({tier})",
            quantity=quantity,
            unit=STORAGE.unit,
            price_keys=("ebs.snapshot" if tier == "standard" else f"ebs.snapshot_{tier}",),
            formula=f"{shown(quantity)} GB{said}",
            usage=f"{resource.type}.{STORAGE.name}",
        )


class EbsSnapshotCopy(EbsSnapshot):
    """A copy holds as much as what it is a copy of."""

    type = "aws_ebs_snapshot_copy"
