"""What invokes the Lambda `scheduler_failover`, beside masters."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cdktf import ITerraformDependable
from constructs import Construct

from aeolus_config.names import Limit

from .deployment import Deployment
from .lambda_function import LambdaFunction
from .providers import CloudwatchEventRule, CloudwatchEventTarget, LambdaPermission

EVERY_MINUTE = "rate(1 minute)"
"""The backstop; as often as a schedule may be."""

_INSTANCE_ENDS = {
    "source": ["aws.ec2"],
    "detail-type": ["EC2 Instance State-change Notification"],
    "detail": {"state": ["shutting-down", "stopping", "stopped", "terminated"]},
}
"""Of any instance, as events of EC2 have no tags: another's is a look too many."""


def _master_ends(group: str) -> dict[str, Any]:
    return {
        "source": ["aws.autoscaling"],
        "detail-type": [
            "EC2 Instance-terminate Lifecycle Action",
            "EC2 Instance Terminate Successful",
        ],
        "detail": {"AutoScalingGroupName": [group]},
    }


class FailoverEvents(Construct):
    """Event rules that invoke a function, and the right of these rules and of alarms to do so."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        function: LambdaFunction,
        autoscaling_group: str,
        hibernated: bool = False,
    ) -> None:
        """Create a schedule, and rules for ends of instances, those of the group's in particular.

        The group tells of an end before EC2 does. While the environment is `hibernated` all are
        disabled: each look would find nobody, and tell.
        """
        super().__init__(scope, id_)
        self._state = "DISABLED" if hibernated else None
        self._deployment, self._function = deployment, function
        self.ready: list[ITerraformDependable] = [
            self._on_event("each-minute", schedule=EVERY_MINUTE),
            self._on_event("instance-ends", pattern=_INSTANCE_ENDS),
            self._on_event("master-ends", pattern=_master_ends(autoscaling_group)),
            self._invoked_by(
                "alarm",
                "lambda.alarms.cloudwatch.amazonaws.com",
                deployment.arn("cloudwatch", f"alarm:{deployment.name('*')}"),
            ),
        ]

    def _on_event(
        self, name: str, *, schedule: str | None = None, pattern: Mapping[str, Any] | None = None
    ) -> ITerraformDependable:
        rule = CloudwatchEventRule(
            self,
            name,
            name=self._deployment.name(f"scheduler-{name}", Limit.EVENT_RULE),
            description="Invokes scheduler_failover, which looks at the scheduler's lease",
            schedule_expression=schedule,
            event_pattern=json.dumps(pattern) if pattern else None,
            state=self._state,
        )
        permission = self._invoked_by(name, "events.amazonaws.com", rule.arn)
        return CloudwatchEventTarget(
            self,
            f"{name}-target",
            rule=rule.name,
            # One that the provider makes up is another after a deploy that died: two targets.
            target_id="scheduler-failover",
            arn=self._function.function_arn,
            depends_on=[permission],
        )

    def _invoked_by(self, name: str, principal: str, source: str) -> LambdaPermission:
        return LambdaPermission(
            self,
            f"{name}-permission",
            statement_id=name,
            action="lambda:InvokeFunction",
            function_name=self._function.resource.function_name,
            principal=principal,
            source_arn=source,
            source_account=self._deployment.account_id,
        )
