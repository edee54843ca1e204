"""A whole Airflow cluster: its parts put together, and who may talk to whom."""

from __future__ import annotations

from constructs import Construct

from aeolus_config.model import Environment

from .cluster_nodes import Services, masters_of, worker_group_of
from .cluster_services import broker_of, entrances_of, metastore_of
from .deployment import Deployment
from .foundation import Foundation
from .masters import Masters
from .node_logs import NodeLogs
from .observability import Observability
from .outputs import Output, Outputs
from .protection import Protection
from .signals import (
    Signals,
    broker_signals,
    execution_signals,
    metastore_signals,
    node_group_signals,
    scheduler_signals,
    web_signals,
)
from .site import Site
from .telemetry import MASTER_LOGS, WORKER_LOGS
from .worker_group import WorkerGroup


class AirflowCluster(Construct):
    """Masters and worker groups on a metastore and a broker, behind two entrances.

    Web load balancer → masters ← execution load balancer ← workers; masters and workers → broker
    and metastore, in roles of their own.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        environment: Environment,
        deployment: Deployment,
        protection: Protection,
    ) -> None:
        """Build the cluster that `environment` describes."""
        super().__init__(scope, id_)
        self.foundation = Foundation(
            self,
            "foundation",
            environment=environment,
            deployment=deployment,
            deletion_protection=protection.deletion,
        )
        # First, so that nodes wait for endpoints too, where these are their only way to AWS.
        self.foundation.network.add_endpoints(Masters.aws_services | WorkerGroup.aws_services)
        self._site = Site(environment, deployment, self.foundation, protection)
        self.services = self._services()
        self.masters = masters_of(self, self._site, self.services)
        groups = Construct(self, "workers")
        self.workers = {
            name: worker_group_of(groups, self._site, self.services, self.masters, name)
            for name in environment.workers
        }
        self.observability = Observability(
            self,
            "observability",
            deployment=deployment,
            encryption_key=self.foundation.encryption_key,
            email=environment.alarms.email,
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
        return Services(metastore, broker, web, execution, logs)

    def _signals(self) -> list[Signals]:
        groups = {name: group.autoscaling_group_name for name, group in self.workers.items()}
        return [
            web_signals(self.services.web),
            execution_signals(self.services.execution),
            scheduler_signals(self._site.deployment),
            node_group_signals({"masters": self.masters.autoscaling_group_name, **groups}),
            metastore_signals(self.services.metastore),
            broker_signals(self.services.broker),
        ]

    @property
    def outputs(self) -> Outputs:
        """Where everything is."""
        metastore, broker = self.services.metastore, self.services.broker
        return {
            **self.foundation.outputs,
            "web_url": Output(self.services.web.url, "Address of the UI and the API"),
            "execution_url": Output(self.services.execution.url, "Execution API, for nodes only"),
            "metastore_endpoint": Output(
                f"{metastore.address}:{metastore.port}", "Metadata database"
            ),
            "broker_endpoint": Output(
                f"{broker.primary_address}:{broker.port}", "Celery broker, by TLS"
            ),
        }
