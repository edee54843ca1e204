"""Groups as AWS lists them, in an account where others have groups, too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from moto import mock_aws
from moto.backends import get_backend

from aeolus_agent.scaling.groups import Group, Groups
from aeolus_scaling.rule import Limits
from support import aws

IMAGE = "ami-12c6146b"


def tags(name: str, **changes: str) -> list[dict[str, Any]]:
    """Return the tags of a worker group, as the construct has them."""
    said = {
        "aeolus:environment": "test",
        "aeolus:role": "worker",
        "aeolus:group": name,
        "aeolus:queues": f"{name} reports",
        "aeolus:concurrency": "8",
        "aeolus:cooldown": "120",
        **{f"aeolus:{key}": value for key, value in changes.items()},
    }
    return [{"Key": key, "Value": value, "PropagateAtLaunch": True} for key, value in said.items()]


@pytest.fixture
def groups() -> Iterator[Groups]:
    with mock_aws():
        autoscaling, ec2 = aws.client("autoscaling"), aws.client("ec2")
        ec2.create_launch_template(
            LaunchTemplateName="node",
            LaunchTemplateData={"ImageId": IMAGE, "InstanceType": "t3.small"},
        )
        for name, of in {
            "worker_default": tags("default"),
            "worker_other": tags("default", environment="other"),
            "masters": tags("", role="master"),
        }.items():
            autoscaling.create_auto_scaling_group(
                AutoScalingGroupName=f"aeolus-test-{name}",
                LaunchTemplate={"LaunchTemplateName": "node"},
                AvailabilityZones=["eu-central-1a"],
                MinSize=1,
                MaxSize=4,
                DesiredCapacity=2,
                Tags=of,
            )
        yield Groups(autoscaling, ec2, "test")


def only(groups: Groups) -> Group:
    [found] = groups.listed()
    return found


def test_the_worker_groups_of_the_environment_are_found_with_what_they_may_be(
    groups: Groups,
) -> None:
    found = only(groups)
    assert (found.name, found.label) == ("aeolus-test-worker_default", "default")
    assert found.queues == ("default", "reports")
    assert found.limits == Limits(minimum=1, maximum=4, concurrency=8, cooldown_seconds=120)
    assert found.desired == 2
    assert (found.schedule, found.hold) == ("", "")


def test_a_schedule_and_a_hold_are_read_from_its_tags(groups: Groups) -> None:
    group = {"ResourceId": "aeolus-test-worker_default", "ResourceType": "auto-scaling-group"}
    told = {"schedule": "mon-fri 08:00-18:00 UTC 2", "hold": "3 2026-12-01T18:00:00+01:00"}
    groups.autoscaling.create_or_update_tags(
        Tags=[
            {"Key": f"aeolus:{key}", "Value": value, "PropagateAtLaunch": False, **group}
            for key, value in told.items()
        ]
    )
    found = only(groups)
    assert {"schedule": found.schedule, "hold": found.hold} == told
    assert found.limits.minimum == 1


def test_workers_go_by_the_host_that_airflow_knows(groups: Groups) -> None:
    found = only(groups)
    described = groups.ec2.describe_instances(InstanceIds=[each.instance for each in found.workers])
    names = {
        each["InstanceId"]: each["PrivateDnsName"].partition(".")[0]
        for reservation in described["Reservations"]
        for each in reservation["Instances"]
    }
    assert {each.instance: each.host for each in found.workers} == names
    assert len(names) == 2


def test_a_group_grows(groups: Groups) -> None:
    groups.grow("aeolus-test-worker_default", 4)
    found = only(groups)
    assert (found.desired, len(found.workers)) == (4, 4)


def test_one_is_sent_away_and_nobody_comes_for_it(groups: Groups) -> None:
    first, second = only(groups).workers
    groups.send_away(first.instance)
    found = only(groups)
    assert (found.desired, found.workers) == (1, (second,))


def test_one_is_protected_and_no_longer(groups: Groups) -> None:
    first, second = only(groups).workers
    name = "aeolus-test-worker_default"
    groups.protect(name, [first.instance], protected=True)
    assert [each.protected for each in only(groups).workers] == [True, False]
    groups.protect(name, [first.instance, second.instance], protected=False)
    assert [each.protected for each in only(groups).workers] == [False, False]


def test_of_many_as_many_are_protected_at_once_as_the_api_takes() -> None:
    asked: list[int] = []

    class AutoScaling:
        def set_instance_protection(self, InstanceIds: list[str], **_: object) -> None:
            asked.append(len(InstanceIds))

    Groups(AutoScaling(), None, "test").protect("any", ["i-1"] * 120, protected=True)
    Groups(AutoScaling(), None, "test").protect("any", [], protected=True)
    assert asked == [50, 50, 20]


def test_a_group_that_does_not_say_yet_how_it_is_scaled_is_left_alone(groups: Groups) -> None:
    [tag] = [each for each in tags("default") if each["Key"] == "aeolus:cooldown"]
    group = {"ResourceId": "aeolus-test-worker_default", "ResourceType": "auto-scaling-group"}
    groups.autoscaling.delete_tags(Tags=[{**tag, **group}])
    assert groups.listed() == []


@pytest.mark.parametrize("state", ["Warmed:Stopped", "Warmed:Pending:Wait", "Pending:Wait"])
def test_one_that_waits_in_a_warm_pool_or_only_comes_is_nobody_to_send_away(
    groups: Groups, state: str
) -> None:
    """AWS lists a pool apart from its group; were it to list it there, nothing would change."""
    backend = get_backend("autoscaling")["123456789012"]["eu-central-1"]
    first, second = backend.autoscaling_groups["aeolus-test-worker_default"].instance_states
    first.lifecycle_state = state
    found = only(groups)
    assert [each.instance for each in found.workers] == [second.instance.id]
    assert found.desired == 2
