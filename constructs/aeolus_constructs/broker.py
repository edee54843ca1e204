"""The Celery broker: an ElastiCache replication group in the data subnets."""

from __future__ import annotations

from cdktf import ITerraformDependable, TerraformResourceLifecycle
from constructs import Construct

from aeolus_config.names import Limit

from .any_network import AnyNetwork
from .deployment import Deployment
from .encryption_key import EncryptionKey
from .providers import (
    ElasticacheParameterGroup,
    ElasticacheParameterGroupParameter,
    ElasticacheReplicationGroup,
    ElasticacheSubnetGroup,
)
from .secret import Secret
from .secret_provisioner import SecretProvisioner
from .security_group import SecurityGroup

SUFFIX = "broker"
PORT = 6379


class Broker(Construct):
    """An `aws_elasticache_replication_group` with TLS, a token, and cluster mode off.

    Celery's keys lie in several slots, which cluster mode refuses. With a replica it fails over
    across zones. The provider takes no write-only token, so the group is created with none and
    closed to everyone; the provisioner sets the real one, and only then do the security group's
    rules let anybody in.

    ElastiCache cannot stop a group: a hibernated broker has none, and lets nobody in to the next.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        network: AnyNetwork,
        encryption_key: EncryptionKey,
        token: Secret,
        provisioner: SecretProvisioner,
        engine: str,
        engine_version: str,
        node_type: str,
        replicas_per_node_group: int,
        snapshot_retention_limit: int,
        snapshot_window: str,
        maintenance_window: str,
        hibernated: bool = False,
    ) -> None:
        """Create the group; retention in days, windows in UTC."""
        super().__init__(scope, id_)
        self.port = PORT
        name = deployment.name(SUFFIX, Limit.REPLICATION_GROUP)
        self.security_group = SecurityGroup(
            self,
            "security-group",
            deployment=deployment,
            vpc_id=network.vpc_id,
            suffix=SUFFIX,
            description="Broker",
        )
        subnets = ElasticacheSubnetGroup(
            self, "subnets", name=name, subnet_ids=list(network.data_subnet_ids)
        )
        parameters = self._parameters(name, engine, engine_version)
        self.ready: list[ITerraformDependable] = []
        self.hibernated = hibernated
        if hibernated:
            return
        fails_over = replicas_per_node_group > 0
        self.resource = ElasticacheReplicationGroup(
            self,
            "group",
            replication_group_id=name,
            description=f"Celery broker of Airflow environment {deployment.environment}",
            engine=engine,
            engine_version=engine_version,
            node_type=node_type,
            num_cache_clusters=1 + replicas_per_node_group,
            automatic_failover_enabled=fails_over,
            multi_az_enabled=fails_over,
            port=PORT,
            subnet_group_name=subnets.name,
            security_group_ids=[self.security_group.id],
            parameter_group_name=parameters.name,
            at_rest_encryption_enabled="true",
            kms_key_id=encryption_key.arn,
            transit_encryption_enabled=True,
            transit_encryption_mode="required",
            auto_minor_version_upgrade="true",
            snapshot_retention_limit=snapshot_retention_limit,
            snapshot_window=snapshot_window,
            maintenance_window=maintenance_window,
            apply_immediately=False,
            lifecycle=TerraformResourceLifecycle(
                ignore_changes=["auth_token", "auth_token_update_strategy"]
            ),
        )
        self._token_set = provisioner.set_auth_token(
            self, "token", group=self.resource, token=token
        )
        self.ready += [self.resource, self._token_set]

    @property
    def primary_address(self) -> str:
        """The host name that follows the primary."""
        return self.resource.primary_endpoint_address

    def allow_from(self, peer: SecurityGroup) -> None:
        """Let members of `peer` connect, once a token is asked of them."""
        if self.hibernated:
            return
        self.security_group.allow_from(peer, PORT, "Broker", depends_on=[self._token_set])

    def _parameters(self, name: str, engine: str, version: str) -> ElasticacheParameterGroup:
        # Valkey's families are named by major version, as are those of Redis from 7 on
        # (ElastiCache User Guide, "Engine versions and upgrading").
        family = f"{engine}{version.split('.')[0]}"
        return ElasticacheParameterGroup(
            self,
            "parameters",
            name=f"{name}-{family}",
            family=family,
            description="A broker must refuse a task when it is full, not forget another",
            parameter=[
                ElasticacheParameterGroupParameter(name="maxmemory-policy", value="noeviction")
            ],
            lifecycle=TerraformResourceLifecycle(create_before_destroy=True),
        )
