"""What the function asks AWS, and whom it tells."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from aeolus_lease.record import Decided, Lease
from aeolus_lease.store import UnavailableError
from scheduler_failover.adapters import Aws
from scheduler_failover.decide import Action, Cause, Decision
from scheduler_failover.replace import Group, Member

TOPIC = "arn:aws:sns:us-east-1:123456789012:aeolus-test-alarms"
PROMOTED = Decision(
    Action.PROMOTE, "i-1 gave the lease back: i-2 is healthy", "i-2", Cause.RELEASED
)
LEFT = Decision(Action.LEAVE, "i-1 holds the lease and renews it")


class Kept:
    """A store that keeps decisions."""

    def __init__(self, *, down: bool = False) -> None:
        self.decided: list[tuple[str, str, str]] = []
        self.at = 0.0
        self.down = down

    async def decisions(self, limit: int) -> list[Decided]:
        assert limit == 1
        if self.down:
            raise UnavailableError("DynamoDB does not answer")
        return [Decided(self.at, *each) for each in self.decided[-1:]]

    async def record(self, at: float, action: str, node: str, reason: str) -> None:
        if self.down:
            raise UnavailableError("DynamoDB does not answer")
        self.at = at
        self.decided.append((action, node, reason))


def client(service: str) -> Any:
    make: Any = boto3.client
    return make(service, region_name="us-east-1", aws_access_key_id="t", aws_secret_access_key="t")


def aws(store: Kept | None = None, **clients: Any) -> Aws:
    named: dict[str, Any] = {name: None for name in ("ec2", "autoscaling", "sns", "ssm")}
    made: Any = store or Kept()
    return Aws(
        store=made,
        **{**named, **clients},
        group="masters",
        topic=TOPIC,
        environment="test",
        namespace="Aeolus/test",
        source="i-2 reports",
    )


@pytest.mark.parametrize(
    ("state", "ended"),
    [
        ("pending", False),
        ("running", False),
        ("shutting-down", True),
        ("terminated", True),
        ("stopping", True),
        ("stopped", True),
    ],
)
def test_an_instance_has_ended_as_soon_as_it_ends(state: str, ended: bool) -> None:
    ec2 = client("ec2")
    with Stubber(ec2) as stub:
        answer = {"Reservations": [{"Instances": [{"State": {"Name": state}}]}]}
        stub.add_response("describe_instances", answer, {"InstanceIds": ["i-1"]})
        assert asyncio.run(aws(ec2=ec2).ended("i-1")) is ended


@pytest.mark.parametrize(
    ("code", "ended"), [("InvalidInstanceID.NotFound", True), ("RequestLimitExceeded", False)]
)
def test_one_that_ec2_forgot_has_ended_and_one_that_it_does_not_tell_of_runs(
    code: str, ended: bool
) -> None:
    ec2 = client("ec2")
    with Stubber(ec2) as stub:
        stub.add_client_error("describe_instances", code)
        assert asyncio.run(aws(ec2=ec2).ended("i-1")) is ended


def test_a_promotion_is_logged_counted_published_and_kept(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sns, store = client("sns"), Kept()
    with Stubber(sns) as stub:
        expected = {
            "TopicArn": TOPIC,
            "Subject": "test: scheduler promote",
            "Message": PROMOTED.reason,
        }
        stub.add_response("publish", {"MessageId": "1"}, expected)
        asyncio.run(aws(store, sns=sns).tell(PROMOTED, Lease("i-2", 5)))
        stub.assert_no_pending_responses()
    line = json.loads(capsys.readouterr().out)
    assert (line["SchedulerPromotions"], line["SchedulerNobody"]) == (1, 0)
    assert (line["holder"], line["epoch"], line["reason"]) == ("i-2", 5, PROMOTED.reason)
    [metrics] = line["_aws"]["CloudWatchMetrics"]
    assert {each["Name"] for each in metrics["Metrics"]} <= line.keys()
    assert store.decided == [("promote", "i-2", PROMOTED.reason)]


def test_what_is_left_alone_is_logged_alone(capsys: pytest.CaptureFixture[str]) -> None:
    store = Kept()
    asyncio.run(aws(store).tell(LEFT, None))
    assert json.loads(capsys.readouterr().out)["action"] == "leave"
    assert store.decided == []


def test_who_cannot_be_told_holds_up_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    sns = client("sns")
    with Stubber(sns) as stub:
        stub.add_client_error("publish", "Throttling", "slow down")
        asyncio.run(aws(Kept(down=True), sns=sns).tell(PROMOTED, None))
    warnings = [json.loads(line) for line in capsys.readouterr().out.splitlines()][1:]
    assert ["warning" in each for each in warnings] == [True, True, True]


def described(*instances: tuple[str, str]) -> dict[str, Any]:
    return {
        "AutoScalingGroups": [
            {
                "AutoScalingGroupName": "masters",
                "MinSize": 2,
                "MaxSize": 2,
                "DesiredCapacity": 2,
                "DefaultCooldown": 300,
                "AvailabilityZones": ["us-east-1a"],
                "HealthCheckType": "EC2",
                "CreatedTime": "2026-11-29T12:00:00Z",
                "Instances": [
                    {
                        "InstanceId": node,
                        "AvailabilityZone": "us-east-1a",
                        "LifecycleState": state,
                        "HealthStatus": "Healthy",
                        "ProtectedFromScaleIn": False,
                    }
                    for node, state in instances
                ],
            }
        ]
    }


def test_of_the_group_it_is_known_who_is_in_service() -> None:
    autoscaling = client("autoscaling")
    with Stubber(autoscaling) as stub:
        stub.add_response(
            "describe_auto_scaling_groups",
            described(("i-1", "InService"), ("i-2", "Pending")),
            {"AutoScalingGroupNames": ["masters"]},
        )
        found = asyncio.run(aws(autoscaling=autoscaling).group_of_masters())
    assert found == Group(2, (Member("i-1", well=True), Member("i-2", well=False)))


def test_of_a_group_that_nobody_tells_of_nobody_can_be_spared() -> None:
    autoscaling = client("autoscaling")
    with Stubber(autoscaling) as stub:
        stub.add_client_error("describe_auto_scaling_groups", "Throttling")
        found = asyncio.run(aws(autoscaling=autoscaling).group_of_masters())
    assert not found.can_spare("i-1")


def test_who_lost_the_lease_is_stopped_and_replaced_at_once() -> None:
    ssm, autoscaling = client("ssm"), client("autoscaling")
    with Stubber(ssm) as told, Stubber(autoscaling) as asked:
        told.add_response(
            "send_command",
            {},
            {
                "InstanceIds": ["i-1"],
                "DocumentName": "AWS-RunShellScript",
                "Parameters": {"commands": ["systemctl stop airflow-scheduler.service"]},
                "TimeoutSeconds": 30,
            },
        )
        asked.add_response(
            "set_instance_health",
            {},
            {
                "InstanceId": "i-1",
                "HealthStatus": "Unhealthy",
                "ShouldRespectGracePeriod": False,
            },
        )
        made = aws(ssm=ssm, autoscaling=autoscaling)
        asyncio.run(made.stop("i-1"))
        asyncio.run(made.retire("i-1"))
        told.assert_no_pending_responses()
        asked.assert_no_pending_responses()


def test_what_goes_on_is_told_now_and_then() -> None:
    sns, store = client("sns"), Kept()
    nobody = Decision(Action.ALARM, "i-1 gave the lease back, and nobody can take over")
    for age, told in ((None, True), (60, False), (901, True)):
        with Stubber(sns) as stub:
            if age is not None:
                store.at -= age
            stub.add_response("publish", {"MessageId": "1"})
            before = len(store.decided)
            asyncio.run(aws(store, sns=sns).tell(nobody, None))
            assert (len(store.decided) > before) is told
