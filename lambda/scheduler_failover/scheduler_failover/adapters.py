"""What the function asks AWS, and whom it tells."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from aeolus_lease.dynamodb import DynamoDbLease
from aeolus_lease.record import Lease
from aeolus_lease.store import UnavailableError

from .decide import Action, Decision
from .replace import Group, Member

AGAIN_S = 900.0
STOP_DOCUMENT = "AWS-RunShellScript"
SCHEDULER = "airflow-scheduler.service"
_ENDED = ("shutting-down", "terminated", "stopping", "stopped")
_UNKNOWN = "InvalidInstanceID"


@dataclass(frozen=True)
class Aws:
    """AWS, as one invocation needs it; implements `World`."""

    store: DynamoDbLease
    ec2: Any
    autoscaling: Any
    sns: Any
    ssm: Any
    group: str
    topic: str
    environment: str
    namespace: str
    source: str

    async def sleep(self, seconds: float) -> None:
        """Return after this time."""
        await asyncio.sleep(seconds)

    def now(self) -> float:
        """Return the wall clock."""
        return time.time()

    async def ended(self, node: str) -> bool:
        """Tell whether an instance has ended or is ending; of one that EC2 forgot, it has.

        While EC2 does not answer, it is taken to run: then its lease decides.
        """
        try:
            answer = await asyncio.to_thread(self.ec2.describe_instances, InstanceIds=[node])
        except ClientError as error:
            return str(error.response["Error"]["Code"]).startswith(_UNKNOWN)
        except BotoCoreError:
            return False
        states = [
            instance["State"]["Name"]
            for reservation in answer["Reservations"]
            for instance in reservation["Instances"]
        ]
        return all(state in _ENDED for state in states)

    async def tell(self, decision: Decision, lease: Lease | None) -> None:
        """Log a decision with its metrics; keep and publish one that is more than to leave it.

        What goes on is told again every `AGAIN_S`, and not at each look.
        """
        print(json.dumps(self.line(decision, lease)))
        if decision.action is Action.LEAVE or await self._told(decision):
            return
        subject = f"{self.environment}: scheduler {decision.action}"[:100]
        await self._try(
            self.sns.publish, TopicArn=self.topic, Subject=subject, Message=decision.reason
        )
        try:
            await self.store.record(self.now(), decision.action, decision.node, decision.reason)
        except UnavailableError as error:
            print(json.dumps({"warning": f"the decision is not kept: {error}"}))

    async def _told(self, decision: Decision) -> bool:
        """Tell whether the last decision was the same, a while ago at most."""
        try:
            for last in await self.store.decisions(1):
                same = (last.action, last.node, last.reason) == (
                    decision.action,
                    decision.node,
                    decision.reason,
                )
                return same and self.now() - last.at < AGAIN_S
        except UnavailableError as error:
            print(json.dumps({"warning": f"it is not known what was told: {error}"}))
        return False

    def line(self, decision: Decision, lease: Lease | None) -> dict[str, Any]:
        """Return the log line of a decision: CloudWatch makes metrics of it.

        Amazon CloudWatch User Guide, "Specification: Embedded metric format".
        """
        counts = {
            "SchedulerPromotions": int(decision.action is Action.PROMOTE),
            "SchedulerReplacements": int(decision.action is Action.REPLACE),
            "SchedulerNobody": int(decision.action is Action.ALARM),
        }
        return {
            "_aws": {
                "Timestamp": int(self.now() * 1000),
                "CloudWatchMetrics": [
                    {
                        "Namespace": self.namespace,
                        "Dimensions": [[]],
                        "Metrics": [{"Name": name, "Unit": "Count"} for name in counts],
                    }
                ],
            },
            **counts,
            "environment": self.environment,
            "invoked_by": self.source,
            "action": decision.action,
            "node": decision.node,
            "reason": decision.reason,
            "holder": lease.holder if lease else "",
            "epoch": lease.epoch if lease else 0,
        }

    async def group_of_masters(self) -> Group:
        """Return the masters' group; an empty one while it is not known."""
        answer = await self._try(
            self.autoscaling.describe_auto_scaling_groups, AutoScalingGroupNames=[self.group]
        )
        for found in answer["AutoScalingGroups"] if answer else []:
            members = [
                Member(
                    each["InstanceId"],
                    well=each["LifecycleState"] == "InService"
                    and each["HealthStatus"] == "Healthy",
                )
                for each in found["Instances"]
            ]
            return Group(int(found["DesiredCapacity"]), tuple(members))
        return Group(0, ())

    async def stop(self, node: str) -> None:
        """Ask Systems Manager to stop the scheduler of a master that may still run."""
        await self._try(
            self.ssm.send_command,
            InstanceIds=[node],
            DocumentName=STOP_DOCUMENT,
            Parameters={"commands": [f"systemctl stop {SCHEDULER}"]},
            TimeoutSeconds=30,
        )

    async def retire(self, node: str) -> None:
        """Let the group replace a master, at once: it was at work, and is not starting."""
        await self._try(
            self.autoscaling.set_instance_health,
            InstanceId=node,
            HealthStatus="Unhealthy",
            ShouldRespectGracePeriod=False,
        )

    async def _try(self, operation: Callable[..., Any], **arguments: Any) -> Any:
        """Return an answer; None, and a line in the log, where there is none."""
        try:
            return await asyncio.to_thread(operation, **arguments)
        except (ClientError, BotoCoreError) as error:
            print(json.dumps({"warning": str(error)}))
            return None
