"""The function `scheduler_failover`, invoked with an account that has two masters in a group."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import boto3
import pytest
from moto import mock_aws

from aeolus_lease.dynamodb import DynamoDbLease
from aeolus_lease.record import Candidate, Lease
from support.lease_table import TABLE, make_table

REGION = "us-east-1"
GROUP = "aeolus-test-masters"


@dataclass
class Account:
    """Two masters, a table, a topic; `actions` are the IAM actions that were asked for."""

    actions: set[str] = field(default_factory=set)
    masters: list[str] = field(default_factory=list)
    topic: str = ""

    @property
    def store(self) -> DynamoDbLease:
        """The lease's table."""
        return DynamoDbLease(boto3.client("dynamodb"), TABLE, limit_s=5)

    def say(self, node: str, *, healthy: bool = True) -> None:
        """Let a master say how it is."""
        asyncio.run(self.store.beat(Candidate(node, 1, healthy)))

    def hold(self, node: str, *, released: bool = False) -> Lease:
        """Let a master hold the lease, or give it back."""
        lease = Lease(node, 4)
        asyncio.run(self.store.move(None, lease, mark=None))
        if released:
            asyncio.run(self.store.release(lease))
        return lease

    def invoke(self, event: dict[str, Any]) -> dict[str, Any]:
        """Return what the function answers; what it asks for is noted."""
        from scheduler_failover.handler import handler

        session = boto3.DEFAULT_SESSION
        assert session is not None
        session.events.register("provide-client-params.*.*", self._note)
        return handler(event, None)

    def _note(self, model: Any, **_: Any) -> None:
        service = model.service_model.metadata["endpointPrefix"]
        self.actions.add(f"{service}:{model.name}")


@contextmanager
def account(monkeypatch: pytest.MonkeyPatch, mode: str = "active_standby") -> Iterator[Account]:
    """Yield an account, and the function's environment in it."""
    for name, value in {
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "TABLE": TABLE,
        "ENVIRONMENT": "test",
        "GROUP": GROUP,
        "METRIC_NAMESPACE": "Aeolus/test",
        "MODE": mode,
        "TIMINGS": json.dumps({"renew": 2, "stop": 6, "ttl": 10}),
    }.items():
        monkeypatch.setenv(name, value)
    with mock_aws():
        boto3.setup_default_session()
        made = Account()
        make_table(boto3.client("dynamodb"))
        made.topic = boto3.client("sns").create_topic(Name="alarms")["TopicArn"]
        monkeypatch.setenv("TOPIC", made.topic)
        made.masters = _masters()
        yield made
    boto3.DEFAULT_SESSION = None


def _masters() -> list[str]:
    ec2, autoscaling = boto3.client("ec2"), boto3.client("autoscaling")
    image = ec2.register_image(Name="debian")["ImageId"]
    template = ec2.create_launch_template(
        LaunchTemplateName="masters",
        LaunchTemplateData={"ImageId": image, "InstanceType": "t3.small"},
    )["LaunchTemplate"]["LaunchTemplateId"]
    autoscaling.create_auto_scaling_group(
        AutoScalingGroupName=GROUP,
        MinSize=2,
        MaxSize=2,
        DesiredCapacity=2,
        AvailabilityZones=[f"{REGION}a"],
        LaunchTemplate={"LaunchTemplateId": template, "Version": "1"},
    )
    [group] = autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"]
    return [each["InstanceId"] for each in group["Instances"]]
