"""Entry point: an event names a replication group and the secret that is to be its token."""

from __future__ import annotations

import json
import time
from typing import Any

import boto3

from .adapters import ReplicationGroup, StoredSecret
from .provision import provision


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Set the secret as the group's token, and return how that ended.

    `event` has `replication_group_id` and `secret_arn`; neither it, the result nor the log holds
    the secret's value.
    """
    group = ReplicationGroup(boto3.client("elasticache"), event["replication_group_id"])
    secret = StoredSecret(boto3.client("secretsmanager"), event["secret_arn"])
    reason = ""
    for decision in provision(
        group,
        secret,
        seconds_left=lambda: context.get_remaining_time_in_millis() / 1000,
        sleep=time.sleep,
    ):
        reason = decision.reason
        line = {"group": group.group_id, "action": decision.action, "reason": reason}
        print(json.dumps(line))
    # The last one only: how often it had to wait must not show as a change in Terraform.
    return {"replication_group_id": group.group_id, "result": reason}
