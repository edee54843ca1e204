"""What Auto Scaling tells others: events on the default bus, and messages of lifecycle hooks.

EC2 Auto Scaling User Guide, "Amazon EC2 Auto Scaling event reference" and "lifecycle hooks".
"""

from __future__ import annotations

import json
import uuid
from datetime import UTC, datetime
from typing import Any

from aeolus_sandbox.api.scaling import Action, Activity
from aeolus_sandbox.supervisor.world import World

from .group import Transition

_SOURCE = "aws.autoscaling"
_VERBS = {Transition.LAUNCHING: "launch", Transition.TERMINATING: "terminate"}
Route = tuple[str, str]
"""From where to where an instance goes."""
IN, OUT = ("EC2", "AutoScalingGroup"), ("AutoScalingGroup", "EC2")
INTO_POOL, FROM_POOL, OUT_OF_POOL = (
    ("EC2", "WarmPool"),
    ("WarmPool", "AutoScalingGroup"),
    ("WarmPool", "EC2"),
)


def held(
    world: World, moto: Any, hook: Any, instance_id: str, action: Action, between: Route
) -> None:
    """Tell of a lifecycle action that begins."""
    way, (origin, destination) = _VERBS[Transition(hook.lifecycle_transition)], between
    metadata = getattr(hook, "notification_metadata", None)
    detail = {
        "LifecycleActionToken": action.token,
        "AutoScalingGroupName": moto.name,
        "LifecycleHookName": hook.name,
        "EC2InstanceId": instance_id,
        "LifecycleTransition": hook.lifecycle_transition,
        **({"NotificationMetadata": metadata} if metadata else {}),
        "Origin": origin,
        "Destination": destination,
    }
    world.emit(_SOURCE, f"EC2 Instance-{way} Lifecycle Action", detail, [moto.arn])
    if hook.notification_target_arn:
        message = {
            "Service": "AWS Auto Scaling",
            "Time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "RequestId": str(uuid.uuid4()),
            "AccountId": world.account_id,
            **detail,
        }
        _send(world, hook.notification_target_arn, json.dumps(message))


def moved(
    world: World, moto: Any, instance: Any, activity: Activity, between: Route, result: str
) -> None:
    """Tell of a launch or termination that ended: `Successful` or `Unsuccessful`."""
    origin, destination = between
    verb = "terminate" if destination == "EC2" else "launch"
    identifier = instance.id if instance is not None else ""
    detail = {
        # A success is told before its activity ends (see the examples of the reference).
        "StatusCode": "InProgress" if result == "Successful" else "Failed",
        "StatusMessage": activity.status_message or "",
        "Description": activity.description,
        "Cause": activity.cause,
        "AutoScalingGroupName": moto.name,
        "ActivityId": activity.activity_id,
        "RequestId": activity.activity_id,
        "EC2InstanceId": identifier,
        "StartTime": activity.start_time.isoformat(),
        "EndTime": (activity.end_time or activity.start_time).isoformat(),
        "Details": json.loads(activity.details),
        "Origin": origin,
        "Destination": destination,
    }
    arns = [moto.arn]
    if identifier:
        arns.append(f"arn:aws:ec2:{world.region}:{world.account_id}:instance/{identifier}")
    world.emit(_SOURCE, f"EC2 Instance {verb.title()} {result}", detail, arns)


def _send(world: World, arn: str, message: str) -> None:
    if arn.split(":")[2] == "sqs":
        sqs = world.client("sqs")
        url = sqs.get_queue_url(QueueName=arn.rpartition(":")[2])["QueueUrl"]
        sqs.send_message(QueueUrl=url, MessageBody=message)
    else:
        world.client("sns").publish(TopicArn=arn, Message=message)
