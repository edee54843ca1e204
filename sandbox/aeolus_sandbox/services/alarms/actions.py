"""Carries out the actions of an alarm: by their ARNs.

Amazon CloudWatch API Reference, PutMetricAlarm, AlarmActions.
"""

from __future__ import annotations

import json
from typing import Any

from aeolus_sandbox.api.functions import deliveries
from aeolus_sandbox.services.alarms import message, reading
from aeolus_sandbox.services.alarms.message import Change
from aeolus_sandbox.supervisor.world import World


def of(alarm: Any) -> list[str]:
    """Return the actions of moto's alarm for the state that it is in."""
    by_state = {
        "ALARM": alarm.alarm_actions,
        "OK": alarm.ok_actions,
        "INSUFFICIENT_DATA": alarm.insufficient_data_actions,
    }
    return list(by_state[alarm.state_value] or []) if alarm.actions_enabled else []


def is_scaling(arn: str) -> bool:
    """Return whether an action is a scaling policy: those are repeated while the state lasts."""
    return arn.split(":")[2] == "autoscaling"


def act(world: World, change: Change, arn: str) -> None:
    """Carry out one action; what of it fails is raised."""
    service, _, _, *rest = arn.split(":")[2:]
    match service:
        case "sns":
            world.client("sns").publish(
                TopicArn=arn, Subject=message.subject(change), Message=message.notification(change)
            )
        case "lambda":
            deliveries.deliver(arn, message.invocation(change))
        case "autoscaling":
            group, policy = rest[-2].removeprefix("autoScalingGroupName/"), rest[-1]
            _scale(world, change, group, policy.removeprefix("policyName/"))
        case "automate" | "swf":
            # arn:aws:automate:REGION:ec2:stop or arn:aws:swf:…/AWS_EC2.InstanceId.Stop/1.0
            verb = rest[-1].removesuffix("/1.0").rpartition(".")[2].lower()
            _to_instance(world, change.alarm, verb)
        case _:
            world.say("alarm action left out", alarm=change.alarm.name, action=arn)


def _scale(world: World, change: Change, group: str, policy: str) -> None:
    asked: dict[str, Any] = {"AutoScalingGroupName": group, "PolicyName": policy}
    autoscaling = world.client("autoscaling")
    answer = autoscaling.describe_policies(AutoScalingGroupName=group, PolicyNames=[policy])
    kinds = {each.get("PolicyType") for each in answer["ScalingPolicies"]}
    if kinds <= {"SimpleScaling"}:
        asked["HonorCooldown"] = True
    else:
        # What is done is told by how far the threshold is breached.
        last = json.loads(change.alarm.state_reason_data or "{}").get("recentDatapoints") or [0.0]
        asked |= {"MetricValue": last[-1], "BreachThreshold": float(change.alarm.threshold)}
    autoscaling.execute_policy(**asked)


def _to_instance(world: World, alarm: Any, verb: str) -> None:
    question = reading.question(alarm)
    query = question.only if question else None
    instance = dict(query.metric.dimensions).get("InstanceId") if query else None
    if instance is None:
        world.say("alarm action left out", alarm=alarm.name, action=verb, reason="no InstanceId")
        return
    ec2, ids = world.client("ec2"), [instance]
    match verb:
        case "stop":
            ec2.stop_instances(InstanceIds=ids)
        case "terminate":
            ec2.terminate_instances(InstanceIds=ids)
        case _:
            # A recovered instance boots on other hardware, with its id, addresses and volumes.
            ec2.reboot_instances(InstanceIds=ids)
