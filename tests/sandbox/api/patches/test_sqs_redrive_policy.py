"""SQS: the redrive policy reads back without added blanks."""

from __future__ import annotations

import json
from typing import Any

from aeolus_sandbox.api.patches.sqs_redrive_policy import PATCH

DEAD = "arn:aws:sqs:eu-central-1:123456789012:dead"
POLICY = json.dumps({"deadLetterTargetArn": DEAD, "maxReceiveCount": 3}, separators=(",", ":"))


def _policy(client: Any) -> str:
    sqs = client("sqs")
    sqs.create_queue(QueueName="dead")
    url = sqs.create_queue(QueueName="orders", Attributes={"RedrivePolicy": POLICY})["QueueUrl"]
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    policy: str = attributes["RedrivePolicy"]
    return policy


def test_moto_adds_blanks(client: Any) -> None:
    assert _policy(client) != POLICY


def test_patched_it_is_what_was_sent(client: Any) -> None:
    with PATCH.applied():
        assert _policy(client) == POLICY
