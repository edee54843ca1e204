"""Airflow on one machine: the source document's first architecture."""

from __future__ import annotations

from constructs import Construct

from aeolus_config.model import Environment
from aeolus_config.rules.architecture import architecture_of

from .deployment import Deployment
from .foundation import Foundation
from .node_logs import NodeLogs
from .observability import Observability
from .outputs import Output, Outputs
from .protection import Protection
from .signals import single_node_signals
from .single_node import SingleNode


class AirflowSingleNode(Construct):
    """All daemons, database, broker and nginx on one instance, its data on a volume of its own."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        environment: Environment,
        deployment: Deployment,
        protection: Protection,
    ) -> None:
        """Build the node that `environment` describes, in its first zone."""
        super().__init__(scope, id_)
        config, web = environment.single_node, environment.web
        self.foundation = Foundation(
            self,
            "foundation",
            environment=environment,
            deployment=deployment,
            deletion_protection=protection.deletion,
        )
        logs = NodeLogs(
            self,
            "logs",
            deployment=deployment,
            encryption_key=self.foundation.encryption_key,
            retention_in_days=environment.alarms.log_retention_in_days,
        )
        self.machine = SingleNode(
            self,
            "single-node",
            deployment=deployment,
            encryption_key=self.foundation.encryption_key,
            network=self.foundation.network,
            secrets=self.foundation.secrets,
            storage=self.foundation.storage,
            instance_type=config.instance_type,
            ami_id=environment.ami_id[architecture_of(config.instance_type)],
            volume_size=config.volume_size,
            data_volume_size=config.data_volume_size,
            availability_zone=environment.availability_zones[0],
            allowed_cidr_blocks=web.allowed_cidr_blocks,
            policy_arns=config.policy_arns,
            deletion_protection=protection.deletion,
            final_snapshot=protection.final_snapshot,
            domain=web.domain,
            hosted_zone_id=web.hosted_zone_id,
            depends_on=logs.ready,
        )
        self.observability = Observability(
            self,
            "observability",
            deployment=deployment,
            encryption_key=self.foundation.encryption_key,
            email=environment.alarms.email,
            signals=[single_node_signals(self.machine.autoscaling_group_name)],
            depends_on=self.machine.ready,
        )

    @property
    def outputs(self) -> Outputs:
        """Where everything is."""
        return {
            **self.foundation.outputs,
            "web_url": Output(self.machine.public_address.url, "Address of the UI and the API"),
        }
