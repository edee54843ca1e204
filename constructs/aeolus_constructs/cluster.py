"""A whole Airflow cluster: its parts put together, and who may talk to whom."""

from __future__ import annotations

from constructs import Construct

from aeolus_config.model import Environment, WorkerGroupConfig
from aeolus_config.rules.architecture import architecture_of

from .broker import Broker
from .deployment import Deployment
from .execution_entrance import ExecutionEntrance
from .foundation import Foundation
from .load_balancer_logs import LoadBalancerLogs
from .masters import Masters
from .metastore import Metastore
from .outputs import Output, Outputs
from .protection import Protection
from .secret_provisioner import SecretProvisioner
from .web_entrance import WebEntrance
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
        self._environment, self._deployment, self._protection = environment, deployment, protection
        self.foundation = Foundation(
            self,
            "foundation",
            environment=environment,
            deployment=deployment,
            deletion_protection=protection.deletion,
        )
        self.foundation.network.add_endpoints(Masters.aws_services | WorkerGroup.aws_services)
        self.metastore = self._metastore()
        self.broker = self._broker()
        self.web, self.execution = self._entrances()
        self.masters = self._masters()
        groups = Construct(self, "workers")
        self.workers = {
            name: self._worker_group(groups, name, group)
            for name, group in environment.workers.items()
        }

    def _metastore(self) -> Metastore:
        config, foundation = self._environment.metastore, self.foundation
        return Metastore(
            self,
            "metastore",
            deployment=self._deployment,
            network=foundation.network,
            encryption_key=foundation.encryption_key,
            password=foundation.secrets.metastore_password,
            engine=config.engine,
            engine_version=config.engine_version,
            instance_class=config.instance_class,
            allocated_storage=config.allocated_storage,
            max_allocated_storage=config.max_allocated_storage,
            multi_az=config.multi_az,
            backup_retention_period=config.backup_retention_period,
            backup_window=config.backup_window,
            maintenance_window=config.maintenance_window,
            deletion_protection=self._protection.deletion,
            final_snapshot=self._protection.final_snapshot,
            performance_insights_enabled=config.performance_insights_enabled,
            log_retention_in_days=self._environment.alarms.log_retention_in_days,
        )

    def _broker(self) -> Broker:
        config, foundation = self._environment.broker, self.foundation
        provisioner = SecretProvisioner(
            self,
            "secret-provisioner",
            deployment=self._deployment,
            encryption_key=foundation.encryption_key,
            log_retention_in_days=self._environment.alarms.log_retention_in_days,
        )
        return Broker(
            self,
            "broker",
            deployment=self._deployment,
            network=foundation.network,
            encryption_key=foundation.encryption_key,
            token=foundation.secrets.broker_token,
            provisioner=provisioner,
            engine=config.engine,
            engine_version=config.engine_version,
            node_type=config.node_type,
            replicas_per_node_group=config.replicas_per_node_group,
            snapshot_retention_limit=config.snapshot_retention_limit,
            snapshot_window=config.snapshot_window,
            maintenance_window=config.maintenance_window,
        )

    def _entrances(self) -> tuple[WebEntrance, ExecutionEntrance]:
        config, foundation = self._environment.web, self.foundation
        logs = LoadBalancerLogs(
            self,
            "load-balancer-logs",
            deployment=self._deployment,
            deletion_protection=self._protection.deletion,
        )
        web = WebEntrance(
            self,
            "web",
            deployment=self._deployment,
            network=foundation.network,
            logs=logs,
            domain=config.domain,
            hosted_zone_id=config.hosted_zone_id,
            certificate_arn=config.certificate_arn,
            internal=config.internal,
            allowed_cidr_blocks=config.allowed_cidr_blocks,
            deletion_protection=self._protection.deletion,
        )
        execution = ExecutionEntrance(
            self,
            "execution",
            deployment=self._deployment,
            network=foundation.network,
            logs=logs,
            domain=config.domain,
            certificate=web.certificate,
            deletion_protection=self._protection.deletion,
        )
        return web, execution

    def _masters(self) -> Masters:
        config, foundation = self._environment.masters, self.foundation
        return Masters(
            self,
            "masters",
            deployment=self._deployment,
            encryption_key=foundation.encryption_key,
            network=foundation.network,
            secrets=foundation.secrets,
            storage=foundation.storage,
            metastore=self.metastore,
            broker=self.broker,
            web=self.web,
            execution=self.execution,
            count=config.count,
            instance_type=config.instance_type,
            ami_id=self._image(config.instance_type),
            volume_size=config.volume_size,
        )

    def _image(self, instance_type: str) -> str:
        return self._environment.ami_id[architecture_of(instance_type)]

    def _worker_group(self, scope: Construct, name: str, config: WorkerGroupConfig) -> WorkerGroup:
        foundation = self.foundation
        group = WorkerGroup(
            scope,
            name,
            deployment=self._deployment,
            encryption_key=foundation.encryption_key,
            network=foundation.network,
            secrets=foundation.secrets,
            storage=foundation.storage,
            metastore=self.metastore,
            broker=self.broker,
            execution=self.execution,
            group_name=name,
            instance_types=config.instance_types,
            min_size=config.min_size,
            max_size=config.max_size,
            spot_percentage=config.spot_percentage,
            on_demand_base_capacity=config.on_demand_base_capacity,
            queues=config.queues,
            policy_arns=config.policy_arns,
            ami_id=self._image(config.instance_types[0]),
            volume_size=config.volume_size,
        )
        group.allow_from(self.masters.security_group)
        return group

    @property
    def outputs(self) -> Outputs:
        """Where everything is."""
        return {
            **self.foundation.outputs,
            "web_url": Output(self.web.url, "Address of the UI and the API"),
            "execution_url": Output(self.execution.url, "Execution API, for nodes only"),
            "metastore_endpoint": Output(
                f"{self.metastore.address}:{self.metastore.port}", "Metadata database"
            ),
            "broker_endpoint": Output(
                f"{self.broker.primary_address}:{self.broker.port}", "Celery broker, by TLS"
            ),
        }
