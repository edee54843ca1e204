"""A whole Airflow cluster: its parts put together, and who may talk to whom."""

from __future__ import annotations

from constructs import Construct

from aeolus_config.model import Environment
from aeolus_node.airflow_cfg import Endpoints
from aeolus_node.bundle import EnvironmentBundles

from .cluster_nodes import masters_of, worker_group_of
from .cluster_services import (
    broker_of,
    entrances_of,
    metastore_of,
    metastore_stop_of,
    scheduler_of,
)
from .deployment import Deployment
from .foundation import Foundation
from .masters import Masters
from .node_logs import NodeLogs
from .node_software import NodeSoftware
from .observability import Observability
from .outputs import Output, Outputs
from .protection import Protection
from .services import Services
from .signals import (
    Signals,
    airflow_signals,
    broker_signals,
    execution_signals,
    failover_signals,
    metastore_signals,
    node_group_signals,
    node_health_signals,
    scaling_signals,
    web_signals,
)
from .site import Site
from .telemetry import MASTER_LOGS, WORKER_LOGS
from .worker_group import WorkerGroup


class AirflowCluster(Construct):
    """Masters and worker groups on a metastore and a broker, behind two entrances.

    Web load balancer → masters ← execution load balancer ← workers; masters and workers → broker
    and metastore, in roles of their own.

    A hibernated cluster has no nodes, broker, load balancers or NAT gateways, and its metastore is
    stopped. What others may know of it stays: VPC, security groups, roles, secrets, buckets.
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
        """Build the cluster that `environment` describes; its nodes install `bundles`."""
        super().__init__(scope, id_)
        self.foundation = Foundation(
            self,
            "foundation",
            environment=environment,
            deployment=deployment,
            bundles=bundles,
            deletion_protection=protection.deletion,
        )
        awake = not environment.hibernated
        if awake:
            # First, so that nodes wait for endpoints too, where these are their only way to AWS.
            self.foundation.network.add_endpoints(Masters.aws_services | WorkerGroup.aws_services)
        self._site = Site(environment, deployment, self.foundation, protection)
        self.services = self._services()
        # Which tells nodes where broker and entrances are.
        software = self._software() if awake else None
        self.masters = masters_of(self, self._site, self.services, software)
        groups = Construct(self, "workers")
        self.workers = {
            name: worker_group_of(groups, self._site, self.services, software, self.masters, name)
            for name in environment.workers
        }
        if not awake:
            workers = [each for group in self.workers.values() for each in group.ready]
            nodes = [*self.masters.ready, *workers]
            metastore_stop_of(self, self._site, self.services.metastore, nodes)
            return
        self.observability = Observability(
            self,
            "observability",
            deployment=deployment,
            topic=self.foundation.alarm_topic,
            signals=self._signals(),
            depends_on=self.masters.ready,
        )

    def _services(self) -> Services:
        metastore, broker = metastore_of(self, self._site), broker_of(self, self._site)
        web, execution = entrances_of(self, self._site)
        logs = NodeLogs(
            self,
            "logs",
            deployment=self._site.deployment,
            encryption_key=self.foundation.encryption_key,
            retention_in_days=self._site.environment.alarms.log_retention_in_days,
            logs=list(dict.fromkeys([*MASTER_LOGS, *WORKER_LOGS])),
        )
        return Services(metastore, broker, web, execution, scheduler_of(self, self._site), logs)

    def _software(self) -> NodeSoftware:
        return NodeSoftware(
            environment=self._site.environment,
            endpoints=Endpoints(
                bucket=self.foundation.storage.bucket_name,
                web_url=self.services.web.url,
                execution_url=self.services.execution.url,
            ),
            artefacts=self.foundation.artefacts,
        )

    def _signals(self) -> list[Signals]:
        groups = {name: group.autoscaling_group_name for name, group in self.workers.items()}
        return [
            web_signals(self.services.web),
            execution_signals(self.services.execution),
            airflow_signals(self._site.deployment, rings=self.services.scheduler.alarm_action),
            failover_signals(self.services.scheduler),
            node_group_signals({"masters": self.masters.autoscaling_group_name, **groups}),
            node_health_signals(self._site.deployment),
            scaling_signals(self._site.deployment),
            metastore_signals(self.services.metastore),
            broker_signals(self.services.broker),
        ]

    @property
    def outputs(self) -> Outputs:
        """Where everything is that is there."""
        metastore = self.services.metastore
        return {
            **self.foundation.outputs,
            **({} if self._site.environment.hibernated else self._doors()),
            "metastore_endpoint": Output(
                f"{metastore.address}:{metastore.port}", "Metadata database"
            ),
            "scheduler_lease_table": Output(
                self.services.scheduler.table.name, "Table that says which master schedules"
            ),
            "scheduler_failover_function": Output(
                self.services.scheduler.name, "Function that moves the scheduler's lease"
            ),
        }

    def _doors(self) -> Outputs:
        web, execution, broker = self.services.web, self.services.execution, self.services.broker
        return {
            "web_url": Output(web.url, "Address of the UI and the API"),
            "execution_url": Output(execution.url, "Execution API, for nodes only"),
            "broker_endpoint": Output(
                f"{broker.primary_address}:{broker.port}", "Celery broker, by TLS"
            ),
        }
