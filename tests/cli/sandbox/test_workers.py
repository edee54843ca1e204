"""The first workers of an embedded region."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, cast

import pytest
from moto import mock_aws
from rich.console import Console

from aeolus_cli.sandbox.workers import Started, print_started, start_workers
from aeolus_sandbox.region import Region
from support.toy_region import ToyRegion


def make_group(region: Any, name: str, role: str, desired: int, most: int) -> None:
    region.client("autoscaling").create_auto_scaling_group(
        AutoScalingGroupName=name,
        MinSize=0,
        MaxSize=most,
        DesiredCapacity=desired,
        AvailabilityZones=["eu-central-1a"],
        LaunchTemplate={"LaunchTemplateName": "node"},
        Tags=[{"Key": "aeolus:role", "Value": role, "PropagateAtLaunch": True}],
    )


def desired(region: Any) -> dict[str, int]:
    """Return the desired capacity of each group, by name."""
    answer = region.client("autoscaling").describe_auto_scaling_groups()
    return {
        each["AutoScalingGroupName"]: each["DesiredCapacity"]
        for each in answer["AutoScalingGroups"]
    }


@pytest.fixture
def region() -> Iterator[Region]:
    with mock_aws():
        toy = ToyRegion()
        ec2 = toy.client("ec2")
        image = ec2.register_image(Name="debian", Architecture="arm64")["ImageId"]
        ec2.create_launch_template(
            LaunchTemplateName="node",
            LaunchTemplateData={"ImageId": image, "InstanceType": "t4g.small"},
        )
        yield cast(Region, toy)


def test_each_worker_group_without_workers_is_given_one(region: Region) -> None:
    make_group(region, "default", "worker", 0, 6)
    make_group(region, "heavy", "worker", 0, 4)
    assert start_workers(region) == [Started("default", 1), Started("heavy", 1)]
    assert desired(region) == {"default": 1, "heavy": 1}


def test_a_group_that_has_workers_is_left_as_it_is(region: Region) -> None:
    make_group(region, "default", "worker", 3, 6)
    assert start_workers(region) == []
    assert desired(region) == {"default": 3}


def test_a_group_that_may_have_none_stays_empty(region: Region) -> None:
    make_group(region, "off", "worker", 0, 0)
    assert start_workers(region) == []
    assert desired(region) == {"off": 0}


def test_other_groups_are_none_of_its_business(region: Region) -> None:
    make_group(region, "masters", "master", 0, 2)
    assert start_workers(region) == []
    assert desired(region) == {"masters": 0}


def test_it_is_said_what_was_done_and_how_one_does_it_on_aws() -> None:
    text = io.StringIO()
    print_started([Started("aeolus-prod-worker_default", 1)], Console(file=text, width=80))
    assert "one worker each" in text.getvalue()
    assert text.getvalue().splitlines()[-1].split() == [
        *("aws", "autoscaling", "set-desired-capacity"),
        *("--auto-scaling-group-name", "aeolus-prod-worker_default", "--desired-capacity", "1"),
    ]


def test_nothing_is_said_where_nothing_was_done() -> None:
    text = io.StringIO()
    print_started([], Console(file=text))
    assert text.getvalue() == ""
