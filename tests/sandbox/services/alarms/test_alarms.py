"""The region's alarms: they look at their metrics, and act when their states change."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from support.watched import ACCOUNT, ORDERS, REGION, Watched, watching


@pytest.fixture
def watched() -> Iterator[Watched]:
    """Return the alarms of an empty account."""
    with watching() as made:
        yield made


def test_it_tells_when_too_many_came_and_when_it_is_over(watched: Watched) -> None:
    watched.alarm()
    watched.later(0)
    assert watched.state() == "INSUFFICIENT_DATA"
    watched.put(9)
    watched.later()
    assert watched.state() == "ALARM"
    [told] = watched.told()
    assert told["Subject"] == 'ALARM: "busy" in EU (Frankfurt)'
    message = json.loads(told["Message"])
    assert (message["OldStateValue"], message["NewStateValue"]) == ("INSUFFICIENT_DATA", "ALARM")
    assert message["NewStateReason"].startswith("Threshold Crossed: 1 out of the last 1 datapoint")
    assert message["Trigger"]["Statistic"] == "SUM"
    watched.put(1)
    watched.later()
    assert watched.state() == "OK"
    [told] = watched.told()
    assert json.loads(told["Message"])["NewStateValue"] == "OK"
    watched.later()
    assert watched.told() == []


def test_the_bus_hears_of_what_was_and_is(watched: Watched) -> None:
    watched.alarm(AlarmDescription="many orders")
    watched.put(9)
    watched.later()
    [(kind, detail)] = watched.events
    assert kind == "CloudWatch Alarm State Change"
    assert detail["state"]["value"] == "ALARM"
    assert json.loads(detail["state"]["reasonData"])["recentDatapoints"] == [9.0]
    assert detail["previousState"]["value"] == "INSUFFICIENT_DATA"
    assert detail["configuration"]["description"] == "many orders"


def test_within_a_minute_nothing_is_looked_at_again(watched: Watched) -> None:
    watched.alarm()
    watched.later(0)
    watched.put(9)
    watched.later(0)
    assert watched.state() == "INSUFFICIENT_DATA"


def test_who_sets_a_state_has_it_acted_upon_until_it_is_looked_at(watched: Watched) -> None:
    watched.alarm(TreatMissingData="notBreaching")
    watched.later()
    assert watched.state() == "OK"
    watched.told()
    watched.cloudwatch.set_alarm_state(
        AlarmName="busy", StateValue="ALARM", StateReason="for a test"
    )
    watched.later(1)
    assert watched.state() == "ALARM"
    assert [json.loads(each["Message"])["NewStateReason"] for each in watched.told()] == [
        "for a test"
    ]
    watched.later()
    assert watched.state() == "OK"


def test_actions_that_are_disabled_are_not_carried_out(watched: Watched) -> None:
    watched.alarm(ActionsEnabled=False)
    watched.put(9)
    watched.later()
    assert (watched.state(), watched.told()) == ("ALARM", [])
    assert len(watched.events) == 1


def test_an_action_that_fails_stops_no_other(watched: Watched) -> None:
    gone = f"{watched.topic}-gone"
    watched.alarm(AlarmActions=[gone, watched.topic])
    watched.put(9)
    watched.later()
    assert len(watched.told()) == 1
    assert [facts["action"] for event, facts in watched.log if event == "failure"] == [gone]


def test_only_the_metric_of_these_dimensions_counts(watched: Watched) -> None:
    watched.alarm(Dimensions=[{"Name": "Shop", "Value": "north"}])
    watched.put(9)
    watched.later()
    assert watched.state() == "INSUFFICIENT_DATA"


def test_an_expression_of_several_metrics_is_looked_at(watched: Watched) -> None:
    orders = {"Metric": ORDERS, "Period": 60, "Stat": "Sum"}
    returns = {"Metric": {**ORDERS, "MetricName": "Returns"}, "Period": 60, "Stat": "Sum"}
    watched.cloudwatch.put_metric_alarm(
        AlarmName="busy",
        EvaluationPeriods=1,
        Threshold=5.0,
        ComparisonOperator="GreaterThanThreshold",
        Metrics=[
            {"Id": "value", "Expression": "FILL(m1, 0) - FILL(m2, 0)", "ReturnData": True},
            {"Id": "m1", "MetricStat": orders, "ReturnData": False},
            {"Id": "m2", "MetricStat": returns, "ReturnData": False},
        ],
        AlarmActions=[watched.topic],
    )
    watched.later()
    assert watched.state() == "OK"
    watched.put(9, at=watched.now + 30)
    watched.later()
    assert watched.state() == "ALARM"
    [told] = watched.told()
    assert json.loads(told["Message"])["Trigger"]["Metrics"][0]["Id"] == "value"


def test_a_composite_alarm_follows_others(watched: Watched) -> None:
    watched.alarm(AlarmActions=[], OKActions=[])
    rule = 'ALARM("busy") AND NOT ALARM("closed")'
    watched.cloudwatch.put_composite_alarm(
        AlarmName="both", AlarmRule=rule, AlarmActions=[watched.topic]
    )
    watched.later(0)
    assert watched.state("both") == "OK"
    watched.put(9)
    watched.later()
    assert watched.state("both") == "ALARM"
    [told] = watched.told()
    assert json.loads(told["Message"])["AlarmName"] == "both"


@pytest.mark.parametrize(("verb", "state"), [("stop", "stopped"), ("terminate", "terminated")])
def test_an_instance_is_stopped_or_terminated(watched: Watched, verb: str, state: str) -> None:
    ec2 = watched.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/24")["Subnet"]["SubnetId"]
    image = ec2.register_image(Name="debian", RootDeviceName="/dev/xvda")["ImageId"]
    answer = ec2.run_instances(
        ImageId=image, SubnetId=subnet, InstanceType="t3.small", MinCount=1, MaxCount=1
    )
    instance = answer["Instances"][0]["InstanceId"]
    dimensions = [{"Name": "InstanceId", "Value": instance}]
    action = f"arn:aws:automate:{REGION}:ec2:{verb}"
    watched.alarm(
        Dimensions=dimensions, AlarmActions=[action], OKActions=[], TreatMissingData="breaching"
    )
    watched.later()
    found = ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]
    assert found["State"]["Name"] == state


def test_a_group_is_scaled_once_a_minute_as_long_as_it_lasts(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    policies = {"ScalingPolicies": [{"PolicyType": "StepScaling"}]}
    scaling = SimpleNamespace(
        describe_policies=lambda **_: policies, execute_policy=lambda **given: asked.append(given)
    )
    clients: Callable[[str], Any] = watched.client
    monkeypatch.setattr(
        watched.alarms._world,
        "client",
        lambda service: scaling if service == "autoscaling" else clients(service),
    )
    policy = f"arn:aws:autoscaling:{REGION}:{ACCOUNT}:scalingPolicy:1:"
    watched.alarm(AlarmActions=[f"{policy}autoScalingGroupName/web:policyName/more"])
    for _ in range(2):
        watched.put(9)
        watched.later()
    step = {"MetricValue": 9.0, "BreachThreshold": 5.0}
    assert asked == [{"AutoScalingGroupName": "web", "PolicyName": "more", **step}] * 2
    watched.put(1)
    watched.later()
    watched.later()
    assert len(asked) == 2
