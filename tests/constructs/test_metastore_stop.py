"""What keeps a metastore stopped may stop it, by the document of each service, and no more."""

from __future__ import annotations

import functools
import json

import boto3
import pytest

from support.environments import environment
from support.render import Rendered, policy, resources, the
from support.shipped import render_environment


@functools.cache
def rendered(region: str = "eu-central-1") -> Rendered:
    zones = {"availability_zones": [f"{region}{zone}" for zone in "ab"]}
    changes = {"hibernated": True, "region": region, **zones}
    return render_environment(environment(changes=changes))


def schedule(region: str = "eu-central-1") -> dict[str, object]:
    return the(rendered(region), "aws_scheduler_schedule")


@pytest.mark.parametrize(
    ("region", "partition"),
    [("eu-central-1", "aws"), ("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov")],
)
def test_the_target_is_of_the_regions_partition(region: str, partition: str) -> None:
    target = schedule(region)["target"]
    assert isinstance(target, dict)
    assert target["arn"] == f"arn:{partition}:scheduler:::aws-sdk:rds:stopDBInstance"


def test_it_asks_for_the_instance_that_there_is() -> None:
    target = schedule()["target"]
    assert isinstance(target, dict)
    asked = json.loads(target["input"])
    assert asked == {"DbInstanceIdentifier": the(rendered(), "aws_db_instance")["identifier"]}
    # The Scheduler spells the API's names as its own SDK does.
    model = boto3.client("rds", region_name="us-east-1").meta.service_model
    shape = model.operation_model("StopDBInstance").input_shape
    assert shape is not None
    [required] = shape.required_members
    assert [each.lower() for each in asked] == [required.lower()]


def test_it_is_asked_each_hour_at_once_and_not_again() -> None:
    found = schedule()
    assert found["schedule_expression"] == "rate(1 hour)"
    assert found["flexible_time_window"] == {"mode": "OFF"}
    target = found["target"]
    assert isinstance(target, dict)
    assert target["retry_policy"] == {"maximum_retry_attempts": 0}


def test_its_role_may_stop_that_instance_and_read_its_own_schedule() -> None:
    policies = [
        statement
        for id_, each in resources(rendered(), "aws_iam_role_policy").items()
        if "metastore-stop" in id_
        for statement in policy(each)
    ]
    (key,) = resources(rendered(), "aws_kms_key")
    assert sorted((each["Action"], each["Resource"]) for each in policies) == [
        (["kms:Decrypt"], [f"${{aws_kms_key.{key}.arn}}"]),
        (
            ["rds:StopDBInstance"],
            ["arn:aws:rds:eu-central-1:123456789012:db:aeolus-staging-metastore"],
        ),
    ]


def test_only_schedules_of_this_account_come_by_the_role() -> None:
    role = the(rendered(), "aws_iam_role", "metastore-stop")
    (trust,) = policy(role, "assume_role_policy")
    assert trust["Principal"] == {"Service": "scheduler.amazonaws.com"}
    group = "arn:aws:scheduler:eu-central-1:123456789012:schedule-group/default"
    assert trust["Condition"]["StringEquals"] == {
        "aws:SourceAccount": "123456789012",
        "aws:SourceArn": group,
    }


def test_the_schedule_waits_for_its_rights_and_for_the_first_stop() -> None:
    waits = schedule()["depends_on"]
    assert isinstance(waits, list)
    kinds = {each.split(".")[0] for each in waits}
    assert kinds == {"aws_iam_role", "aws_iam_role_policy", "aws_rds_instance_state"}
