"""`aws_efs_file_system`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import ResourceType, View
from aeolus_cost.component import Component, monthly
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

STORED = Item(
    "storage_gb",
    "GB-month",
    "Files in the standard class: code, and what tasks share.",
    default=Figures.of(1, 10, 100),
    each=True,
)
INFREQUENT = Item(
    "infrequent_access_gb", "GB-month", "Files that lifecycle rules moved away.", each=True
)
ARCHIVED = Item("archive_gb", "GB-month", "Files that lifecycle rules archived.", each=True)
ACCESSED = Item(
    "infrequent_access_moved_gb", "GB", "Read from infrequent access, or moved to it.", each=True
)
READ = Item("elastic_read_gb", "GB", "Reads, with elastic throughput only.", each=True)
WRITTEN = Item("elastic_written_gb", "GB", "Writes, with elastic throughput only.", each=True)


class EfsFileSystem(ResourceType):
    """By the gigabyte of each storage class, and by throughput (Amazon EFS pricing)."""

    type = "aws_efs_file_system"
    usage = (STORED, INFREQUENT, ARCHIVED, ACCESSED, READ, WRITTEN)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield standard storage, the classes that its lifecycle rules name, and throughput."""
        values = resource.values
        zones = "one_zone" if values.has("availability_zone_name") else "standard"
        elastic = values.text("throughput_mode") == "elastic"
        rules = values.blocks("lifecycle_policy")
        by_usage = view.by_usage
        label = f"Storage ({zones.replace('_', ' ')})"
        yield by_usage(resource, STORED, label=label, price_key=f"efs.{zones}")
        if any(rule.has("transition_to_ia") for rule in rules):
            key = f"efs.{zones}_ia{'_elastic' if elastic else ''}"
            yield by_usage(resource, INFREQUENT, label="Infrequent access", price_key=key)
            label = "Moves to and from infrequent access"
            yield by_usage(resource, ACCESSED, label=label, price_key="efs.ia_access")
        if any(rule.has("transition_to_archive") for rule in rules):
            yield by_usage(resource, ARCHIVED, label="Archive", price_key="efs.archive")
        if elastic:
            yield by_usage(resource, READ, label="Elastic reads", price_key="efs.elastic_read")
            key = "efs.elastic_write"
            yield by_usage(resource, WRITTEN, label="Elastic writes", price_key=key)
        if values.text("throughput_mode") == "provisioned":
            given = Figures.same(values.number("provisioned_throughput_in_mibps"))
            key = "efs.provisioned_throughput"
            yield monthly("Provisioned throughput", key, given, "MBps-month")
