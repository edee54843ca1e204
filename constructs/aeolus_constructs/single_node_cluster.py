"""Airflow on one machine: the source document's first architecture."""

from __future__ import annotations

from constructs import Construct

from aeolus_agent import ports
from aeolus_agent.description import Lasting
from aeolus_config.model import Environment, WebConfig
from aeolus_config.rules.architecture import architecture_of
from aeolus_node.airflow_cfg import Endpoints
from aeolus_node.bundle import EnvironmentBundles

from .deployment import Deployment
from .foundation import Foundation
from .node_description import HERE, single_of
from .node_logs import NodeLogs
from .node_software import NodeSoftware
from .observability import Observability
from .outputs import Output, Outputs
from .protection import Protection
from .signals import (
    Signals,
    certificate_signals,
    node_health_signals,
    scheduler_signals,
    single_node_signals,
)
from .single_node import SingleNode


class AirflowSingleNode(Construct):
    """All daemons, database, broker and nginx on one instance, its data on a volume of its own.

    A hibernated one has volume and address, and no instance.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        environment: Environment,
        deployment: Deployment,
        protection: Protection,
        bundles: EnvironmentBundles,
    ) -> None:
        """Build the node that `environment` describes, in its first zone; it installs `bundles`."""
        super().__init__(scope, id_)
        self._environment, self._deployment = environment, deployment
        config, web = environment.single_node, environment.web
        self.foundation = Foundation(
            self,
            "foundation",
            environment=environment,
            deployment=deployment,
            bundles=bundles,
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
            dns_challenge=web.acme is not None,
            user_data=self._user_data,
            depends_on=[*self.foundation.artefacts.ready, *logs.ready],
            hibernated=environment.hibernated,
        )
        if environment.hibernated:
            return
        self.observability = Observability(
            self,
            "observability",
            deployment=deployment,
            topic=self.foundation.alarm_topic,
            signals=[
                single_node_signals(self.machine.autoscaling_group_name),
                scheduler_signals(deployment),
                Signals(alarms=node_health_signals(deployment).alarms),
                *([certificate_signals(deployment)] if _may_end(web) else []),
            ],
            depends_on=self.machine.ready,
        )

    def _user_data(self, lasting: Lasting) -> str:
        software = NodeSoftware(
            environment=self._environment,
            endpoints=Endpoints(
                bucket=self.foundation.storage.bucket_name,
                web_url=f"https://{lasting.web_name}",
                # From a task to the same machine: nobody is in between.
                execution_url=f"http://{HERE}:{ports.EXECUTION_API}/execution/",
            ),
            artefacts=self.foundation.artefacts,
        )
        return software.user_data(
            single_of(self._environment, self._deployment, self.foundation, lasting)
        )

    @property
    def outputs(self) -> Outputs:
        """Where everything is."""
        return {
            **self.foundation.outputs,
            "web_url": Output(
                self.machine.public_address.url,
                f"Address of the UI and the API; {_signed(self._environment.web)}",
            ),
        }


def _signed(web: WebConfig) -> str:
    """Return who signs the entrance's certificate, for whom it asks to be trusted."""
    if web.certificate_secret_arn:
        return "its certificate is from web.certificate_secret_arn"
    if web.acme:
        return f"the node has its certificate signed by {web.acme.directory_url}"
    return "the node signs its certificate itself"


def _may_end(web: WebConfig) -> bool:
    """Tell whether the certificate is one that the node does not renew all by itself."""
    return web.acme is not None or web.certificate_secret_arn is not None
