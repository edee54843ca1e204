"""Snapshots of the data volume: every night, of it alone, and not the node's to delete."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_constructs.volume_snapshots import VolumeSnapshots
from support.render import DEPLOYMENT, Rendered, policy, render_construct, search, the

VOLUME = "arn:aws:ec2:us-east-1:123456789012:volume/vol-0a1b2c3d"
SNAPSHOTS = "arn:aws:ec2:us-east-1::snapshot/*"


@pytest.fixture(scope="module")
def rendered() -> Rendered:
    def build(stack: Any) -> None:
        VolumeSnapshots(
            stack,
            "snapshots",
            deployment=DEPLOYMENT,
            suffix="snapshots",
            volume_name="aeolus-test-data",
            volume_arn=VOLUME,
        )

    return render_construct(build)


def test_the_volume_of_that_name_is_copied_every_night(rendered: Rendered) -> None:
    details = the(rendered, "aws_dlm_lifecycle_policy")["policy_details"]
    assert details["resource_types"] == ["VOLUME"]
    assert details["target_tags"] == {"Name": "aeolus-test-data"}
    create = search("schedule[0].create_rule", details)
    assert create == {"interval": 24, "interval_unit": "HOURS", "times": ["03:00"]}


def test_those_of_a_week_are_kept(rendered: Rendered) -> None:
    details = the(rendered, "aws_dlm_lifecycle_policy")["policy_details"]
    assert search("schedule[0].retain_rule.count", details) == 7


def test_its_role_copies_this_volume_and_deletes_this_environments_copies(
    rendered: Rendered,
) -> None:
    create, tag, delete, _ = policy(the(rendered, "aws_iam_role_policy", "copy-volume"))
    assert create["Resource"] == [VOLUME, SNAPSHOTS]
    assert tag["Condition"] == {"StringEquals": {"ec2:CreateAction": "CreateSnapshot"}}
    assert delete["Action"] == ["ec2:DeleteSnapshot"]
    assert delete["Condition"] == {"StringEquals": {"aws:ResourceTag/aeolus:environment": "test"}}
    details = the(rendered, "aws_dlm_lifecycle_policy")["policy_details"]
    assert search("schedule[0].tags_to_add", details)["aeolus:environment"] == "test"


def test_it_begins_when_its_role_may(rendered: Rendered) -> None:
    waits = the(rendered, "aws_dlm_lifecycle_policy")["depends_on"]
    assert any(each.startswith("aws_iam_role_policy.") for each in waits)
