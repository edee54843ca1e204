"""The log groups that nodes write to."""

from __future__ import annotations

from collections.abc import Sequence

from cdktf import ITerraformDependable
from constructs import Construct

from .deployment import Deployment
from .encryption_key import EncryptionKey
from .providers import CloudwatchLogGroup
from .telemetry import NODE_LOGS, log_group_name


class NodeLogs(Construct):
    """An encrypted `aws_cloudwatch_log_group` per daemon, and one for the nodes themselves.

    Nodes may not create them, so they wait for `ready`. Those that nobody writes to are free.
    """

    aws_services: frozenset[str] = frozenset()

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        encryption_key: EncryptionKey,
        retention_in_days: int,
        logs: Sequence[str] = NODE_LOGS,
    ) -> None:
        """Create the groups of `logs`, names of `telemetry`."""
        super().__init__(scope, id_)
        self.ready: list[ITerraformDependable] = [
            CloudwatchLogGroup(
                self,
                log,
                name=log_group_name(deployment, log),
                retention_in_days=retention_in_days,
                kms_key_id=encryption_key.arn,
            )
            for log in logs
        ]
