"""The alarms of an account in this process, on a metric of how many orders a shop has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

from moto import mock_aws

from aeolus_sandbox.api.patches import ALL
from aeolus_sandbox.services.alarms.alarms import Alarms
from aeolus_sandbox.supervisor.world import World
from support import aws

REGION, ACCOUNT = "eu-central-1", "123456789012"
ORDERS = {"Namespace": "Shop", "MetricName": "Orders"}


@dataclass
class Watched:
    """The alarms of an account in this process, their clock, and what they told."""

    now: float = 1_800_000_000.0
    events: list[tuple[str, Any]] = field(default_factory=list)
    log: list[tuple[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin; a queue hears of a topic."""
        self.cloudwatch = self.client("cloudwatch")
        queue = self.client("sqs").create_queue(QueueName="told")["QueueUrl"]
        self.queue = queue
        self.topic = self.client("sns").create_topic(Name="told")["TopicArn"]
        arn = f"arn:aws:sqs:{REGION}:{ACCOUNT}:told"
        self.client("sns").subscribe(TopicArn=self.topic, Protocol="sqs", Endpoint=arn)
        world = SimpleNamespace(
            account_id=ACCOUNT,
            region=REGION,
            client=self.client,
            backend=self.backend,
            emit=lambda _source, kind, detail, _of: self.events.append((kind, detail)),
            say=lambda event, **facts: self.log.append((event, facts)),
        )
        self.alarms = Alarms(cast(World, world), clock=lambda: self.now)

    def client(self, service: str) -> Any:
        return aws.client(service)

    def backend(self, service: str) -> Any:
        from moto.backends import get_backend

        known: Any = get_backend(service)  # type: ignore[call-overload]
        return known[ACCOUNT][REGION]

    def put(self, value: float, at: float | None = None) -> None:
        """Put a value of the metric, a second ago unless told otherwise."""
        moment = datetime.fromtimestamp(self.now - 1 if at is None else at, UTC)
        data = {"MetricName": "Orders", "Value": value, "Timestamp": moment}
        self.cloudwatch.put_metric_data(Namespace="Shop", MetricData=[data])

    def alarm(self, name: str = "busy", **more: Any) -> None:
        """Put an alarm that takes more than five orders in a minute, and tells the topic."""
        asked = {
            **ORDERS,
            "Statistic": "Sum",
            "Period": 60,
            "EvaluationPeriods": 1,
            "Threshold": 5.0,
            "ComparisonOperator": "GreaterThanThreshold",
            "AlarmActions": [self.topic],
            "OKActions": [self.topic],
            **more,
        }
        self.cloudwatch.put_metric_alarm(AlarmName=name, **asked)

    def later(self, seconds: float = 60) -> None:
        """Let time pass, and the alarms be looked at."""
        self.now += seconds
        self.alarms.reconcile()

    def state(self, name: str = "busy") -> str:
        answer: dict[str, list[Any]] = self.cloudwatch.describe_alarms(AlarmNames=[name])
        [found] = answer["MetricAlarms"] + answer["CompositeAlarms"]
        return str(found["StateValue"])

    def told(self) -> list[Any]:
        """Return what the topic told since it was asked last."""
        answer = self.client("sqs").receive_message(QueueUrl=self.queue, MaxNumberOfMessages=10)
        return [json.loads(each["Body"]) for each in answer.get("Messages", ())]


@contextmanager
def watching() -> Iterator[Watched]:
    """Make an empty account and its alarms."""
    with mock_aws(), ExitStack() as patches:
        for patch in ALL:
            patches.enter_context(patch.applied())
        yield Watched()
