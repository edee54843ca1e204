"""`aws_db_proxy`."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from aeolus_cost.catalogue.resource_type import NotPricedError, ResourceType, View
from aeolus_cost.component import Component
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

from . import rds_class, rds_engine

LEAST_VCPUS = 2
TARGET_VCPUS = Item(
    "target_vcpus",
    "vCPUs",
    "The vCPUs of the database behind the proxy, where the configuration does not say: it is in "
    "another one, or a cluster.",
    each=True,
)


class DbProxy(ResourceType):
    """By the vCPUs of the database it stands before, two at least (Amazon RDS Proxy pricing).

    It bills on while that database is stopped.
    """

    type = "aws_db_proxy"
    usage = (TARGET_VCPUS,)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield the vCPU hours, of the targets in the same configuration."""
        said = view.used(resource, TARGET_VCPUS)
        count = said.expected if said else _vcpus_of_targets(resource, view)
        yield rds_class.vcpu_hours("RDS Proxy", "rds.proxy", max(count, Decimal(LEAST_VCPUS)))


def _vcpus_of_targets(proxy: Resource, view: View) -> Decimal:
    instances = [
        instance
        for target in view.stack.of_type("aws_db_proxy_target")
        if proxy in view.stack.linked(target, "db_proxy_name", proxy.type)
        for instance in view.stack.linked(target, "db_instance_identifier", rds_engine.INSTANCE)
    ]
    if not instances:
        raise NotPricedError(
            "no aws_db_proxy_target leads to an instance in this configuration: give "
            f"{proxy.type}.{TARGET_VCPUS.name} in the usage file"
        )
    classes = (each.values.text("instance_class") for each in instances)
    return Decimal(sum(rds_class.vcpus(each) for each in classes))
