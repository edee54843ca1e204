"""A metastore that is stopped, and stays so."""

from __future__ import annotations

import json
from collections.abc import Sequence

from cdktf import ITerraformDependable
from constructs import Construct

from aeolus_config.names import Limit

from .deployment import Deployment
from .encryption_key import EncryptionKey
from .iam import Role, Statement
from .metastore import Metastore
from .providers import (
    RdsInstanceState,
    SchedulerSchedule,
    SchedulerScheduleFlexibleTimeWindow,
    SchedulerScheduleTarget,
    SchedulerScheduleTargetRetryPolicy,
)

SUFFIX = "metastore-stop"
EVERY = "rate(1 hour)"
"""RDS starts an instance that has been stopped for seven days: it then runs for an hour at most."""
GROUP = "default"
"""The schedule group that every account has."""


class MetastoreStop(Construct):
    """An `aws_rds_instance_state` of `stopped`, and a schedule that stops the instance again.

    RDS starts a stopped instance after seven days (Amazon RDS User Guide, "Stopping an Amazon RDS
    DB instance temporarily"). An `aws_scheduler_schedule` asks each hour to stop it, in a role that
    may do nothing else. While it is stopped, RDS refuses with InvalidDBInstanceState, which harms
    nothing and is not tried again. Both are there for as long as the metastore is to be stopped;
    the state cannot start it again (terraform-provider-aws #40785): `aeolus start` does.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        encryption_key: EncryptionKey,
        metastore: Metastore,
        depends_on: Sequence[ITerraformDependable] = (),
    ) -> None:
        """Stop `metastore` once `depends_on` are as they are to be, such as nobody using it."""
        super().__init__(scope, id_)
        state = RdsInstanceState(
            self,
            "state",
            identifier=metastore.resource.identifier,
            state="stopped",
            depends_on=list(depends_on),
        )
        role = Role(
            self,
            "role",
            deployment=deployment,
            suffix=SUFFIX,
            service="scheduler.amazonaws.com",
            description="Stops the metastore of a hibernated environment again",
            # Of the group, not of the schedule (EventBridge Scheduler User Guide, "Confused deputy
            # prevention").
            trust_conditions={
                "StringEquals": {
                    "aws:SourceAccount": deployment.account_id,
                    "aws:SourceArn": deployment.arn("scheduler", f"schedule-group/{GROUP}"),
                }
            },
        )
        instance = deployment.arn("rds", f"db:{metastore.identifier}")
        role.grant("stop-metastore", Statement(["rds:StopDBInstance"], [instance]))
        encryption_key.grant_decrypt(role)
        schedule = SchedulerSchedule(
            self,
            "schedule",
            name=deployment.name(SUFFIX, Limit.SCHEDULE),
            group_name=GROUP,
            description="Stops the metastore, which RDS starts after seven days",
            schedule_expression=EVERY,
            flexible_time_window=SchedulerScheduleFlexibleTimeWindow(mode="OFF"),
            kms_key_arn=encryption_key.arn,
            target=SchedulerScheduleTarget(
                arn=f"arn:{deployment.partition}:scheduler:::aws-sdk:rds:stopDBInstance",
                role_arn=role.arn,
                input=json.dumps({"DbInstanceIdentifier": metastore.identifier}),
                retry_policy=SchedulerScheduleTargetRetryPolicy(maximum_retry_attempts=0),
            ),
            depends_on=[*role.ready, state],
        )
        self.ready: list[ITerraformDependable] = [state, schedule]
