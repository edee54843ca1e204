"""The metadata database: RDS in the data subnets."""

from __future__ import annotations

from cdktf import ITerraformDependable, Postcondition, TerraformResourceLifecycle
from constructs import Construct

from aeolus_config.names import Limit

from .any_network import AnyNetwork
from .deployment import Deployment
from .encryption_key import EncryptionKey
from .metastore_engine import ENGINES, MetastoreEngine
from .providers import (
    CloudwatchLogGroup,
    DbInstance,
    DbParameterGroup,
    DbParameterGroupParameter,
    DbSubnetGroup,
)
from .secret import Secret
from .security_group import SecurityGroup

SUFFIX = "metastore"
DATABASE = "airflow"
OWNER = "airflow"
RESULT_BACKEND_DATABASE = "airflow_results"
RESULT_BACKEND_ROLE = "airflow_results"


class Metastore(Construct):
    """An encrypted `aws_db_instance` that takes TLS connections only.

    Its owner holds the metadata. The Celery result backend has a database and a role of its own,
    `result_backend_*`, so that workers hold no metadata credentials; the first master to migrate
    makes both, as Terraform speaks to RDS and not to PostgreSQL.
    """

    database_name = DATABASE
    owner_name = OWNER
    result_backend_database_name = RESULT_BACKEND_DATABASE
    result_backend_role_name = RESULT_BACKEND_ROLE

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        network: AnyNetwork,
        encryption_key: EncryptionKey,
        password: Secret,
        engine: str,
        engine_version: str,
        instance_class: str,
        allocated_storage: int,
        max_allocated_storage: int,
        multi_az: bool,
        backup_retention_period: int,
        backup_window: str,
        maintenance_window: str,
        deletion_protection: bool,
        final_snapshot: bool,
        log_retention_in_days: int,
        performance_insights_enabled: bool = False,
        hibernated: bool = False,
    ) -> None:
        """Create the instance; storage in GiB, periods in days, windows in UTC.

        `engine_version` is the major version: RDS upgrades the minor one in the maintenance
        window. With `final_snapshot` a deleted instance leaves a snapshot behind. Unless it is
        `hibernated`, a deploy onto a stopped instance is refused.
        """
        super().__init__(scope, id_)
        kind = ENGINES[engine]
        self.port = kind.port
        self.security_group = SecurityGroup(
            self,
            "security-group",
            deployment=deployment,
            vpc_id=network.vpc_id,
            suffix=SUFFIX,
            description="Metastore",
        )
        identifier = deployment.name(SUFFIX, Limit.DB_INSTANCE)
        self.identifier = identifier
        logs = self._log_groups(kind, identifier, encryption_key, log_retention_in_days)
        subnets = DbSubnetGroup(
            self, "subnets", name=identifier, subnet_ids=list(network.data_subnet_ids)
        )
        parameters = self._parameters(kind, identifier, engine_version)
        self.resource = DbInstance(
            self,
            "instance",
            identifier=identifier,
            engine=engine,
            engine_version=engine_version,
            auto_minor_version_upgrade=True,
            instance_class=instance_class,
            db_name=DATABASE,
            username=OWNER,
            password_wo=password.stored_value,
            password_wo_version=password.stored_value_version,
            port=self.port,
            storage_type="gp3",
            allocated_storage=allocated_storage,
            max_allocated_storage=max_allocated_storage,
            storage_encrypted=True,
            kms_key_id=encryption_key.arn,
            multi_az=multi_az,
            db_subnet_group_name=subnets.name,
            parameter_group_name=parameters.name,
            vpc_security_group_ids=[self.security_group.id],
            publicly_accessible=False,
            backup_retention_period=backup_retention_period,
            backup_window=backup_window,
            maintenance_window=maintenance_window,
            copy_tags_to_snapshot=True,
            deletion_protection=deletion_protection,
            skip_final_snapshot=not final_snapshot,
            final_snapshot_identifier=_final_snapshot(identifier),
            enabled_cloudwatch_logs_exports=list(kind.logs),
            performance_insights_enabled=performance_insights_enabled,
            performance_insights_kms_key_id=encryption_key.arn
            if performance_insights_enabled
            else None,
            # A change that restarts the database waits for the maintenance window.
            apply_immediately=False,
            # The time of the snapshot's name is that of the instance's creation.
            lifecycle=TerraformResourceLifecycle(
                ignore_changes=["final_snapshot_identifier"],
                postcondition=None if hibernated else [_runs(deployment.environment)],
            ),
            depends_on=[*logs, *password.ready],
        )
        self.ready: list[ITerraformDependable] = [self.resource, *self.security_group.rules]

    @property
    def address(self) -> str:
        """The endpoint's host name."""
        return self.resource.address

    def allow_from(self, peer: SecurityGroup) -> None:
        """Let members of `peer` connect."""
        self.security_group.allow_from(peer, self.port, "Metastore")

    def _parameters(
        self, kind: MetastoreEngine, identifier: str, engine_version: str
    ) -> DbParameterGroup:
        major = engine_version.split(".")[0]
        return DbParameterGroup(
            self,
            "parameters",
            # With the major version: an upgrade needs the new group beside the old one.
            name=f"{identifier}-{kind.family}{major}",
            family=f"{kind.family}{major}",
            parameter=[
                DbParameterGroupParameter(
                    name=each.name, value=each.value, apply_method=each.apply_method
                )
                for each in kind.parameters
            ],
            lifecycle=TerraformResourceLifecycle(create_before_destroy=True),
        )

    def _log_groups(
        self, kind: MetastoreEngine, identifier: str, key: EncryptionKey, retention: int
    ) -> list[ITerraformDependable]:
        """Make the groups that RDS would make itself, without key and for ever."""
        return [
            CloudwatchLogGroup(
                self,
                f"log-{log}",
                name=f"/aws/rds/instance/{identifier}/{log}",
                retention_in_days=retention,
                kms_key_id=key.arn,
            )
            for log in kind.logs
        ]


def _runs(environment: str) -> Postcondition:
    """Refuse to let nodes boot beside a stopped metastore, which Terraform cannot start."""
    return Postcondition(
        condition='${self.status != "stopped"}',
        error_message=f"the metastore is stopped: `aeolus start {environment}` starts it first",
    )


def _final_snapshot(identifier: str) -> str:
    """Return a name that no earlier instance's snapshot has."""
    return f'{identifier}-${{formatdate("YYYYMMDDhhmmss", timestamp())}}'
