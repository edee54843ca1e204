"""`aws_mq_broker`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import ResourceType, View
from aeolus_cost.component import Component, hourly
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

STORED = Item(
    "storage_gb",
    "GB-month",
    "Messages and indexes on the storage of a broker, all its nodes together: queues are short "
    "most of the time.",
    default=Figures.of(1, 5, 20),
    each=True,
)
DEPLOYMENTS = {
    "SINGLE_INSTANCE": "single",
    "ACTIVE_STANDBY_MULTI_AZ": "active_standby",
    "CLUSTER_MULTI_AZ": "cluster_multi_az",
}
"""What the price of a deployment mode is filed under: it is of all its nodes together."""


class MqBroker(ResourceType):
    """By the hour of the deployment and by the gigabyte stored (Amazon MQ pricing).

    Amazon MQ cannot stop a broker, so it bills on.
    """

    type = "aws_mq_broker"
    usage = (STORED,)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield the hours and the storage."""
        values = resource.values
        engine = values.text("engine_type").lower()
        host, mode = values.text("host_instance_type"), values.text("deployment_mode")
        deployment = DEPLOYMENTS.get(mode or "SINGLE_INSTANCE", mode)
        name = f"Broker ({host}, {engine}, {deployment.replace('_', ' ')})"
        yield hourly(name, f"mq.{engine}.{host}.{deployment}")
        # ActiveMQ stores on EFS unless told otherwise, RabbitMQ always on EBS.
        kind = values.text("storage_type") or ("efs" if engine == "activemq" else "ebs")
        key = f"mq.{engine}.{kind.lower()}"
        yield view.by_usage(resource, STORED, label=f"Storage ({kind.upper()})", price_key=key)
