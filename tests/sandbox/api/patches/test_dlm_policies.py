"""Data Lifecycle Manager: policies are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto.backend_index import backend_url_patterns

DETAILS = {
    "ResourceTypes": ["VOLUME"],
    "TargetTags": [{"Key": "Name", "Value": "orders"}],
    "Schedules": [
        {
            "Name": "daily",
            "CreateRule": {"Interval": 24, "IntervalUnit": "HOURS", "Times": ["03:00"]},
            "RetainRule": {"Count": 7},
        }
    ],
}


@pytest.fixture
def dlm(region_client: Callable[[str], Any]) -> Any:
    """Return a client of the shared region."""
    return region_client("dlm")


def made(dlm: Any) -> str:
    """Make a policy; return its id."""
    identifier: str = dlm.create_lifecycle_policy(
        ExecutionRoleArn="arn:aws:iam::210987654321:role/copies",
        Description="Orders, daily",
        State="ENABLED",
        PolicyDetails=DETAILS,
        Tags={"project": "shop"},
    )["PolicyId"]
    return identifier


def test_moto_has_nothing_of_it() -> None:
    assert "dlm" not in dict(backend_url_patterns)


def test_a_policy_is_kept_changed_and_deleted(dlm: Any) -> None:
    identifier = made(dlm)
    found = dlm.get_lifecycle_policy(PolicyId=identifier)["Policy"]
    assert found["PolicyDetails"] == {"PolicyType": "EBS_SNAPSHOT_MANAGEMENT", **DETAILS}
    assert found["PolicyArn"] == f"arn:aws:dlm:eu-central-1:210987654321:policy/{identifier}"
    dlm.update_lifecycle_policy(PolicyId=identifier, State="DISABLED")
    found = dlm.get_lifecycle_policy(PolicyId=identifier)["Policy"]
    assert (found["State"], found["Description"]) == ("DISABLED", "Orders, daily")
    assert [each["PolicyId"] for each in dlm.get_lifecycle_policies()["Policies"]] == [identifier]
    dlm.delete_lifecycle_policy(PolicyId=identifier)
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        dlm.get_lifecycle_policy(PolicyId=identifier)


def test_its_tags_are_added_and_taken_away(dlm: Any) -> None:
    identifier = made(dlm)
    arn = dlm.get_lifecycle_policy(PolicyId=identifier)["Policy"]["PolicyArn"]
    dlm.tag_resource(ResourceArn=arn, Tags={"owner": "us"})
    dlm.untag_resource(ResourceArn=arn, TagKeys=["project"])
    assert dlm.list_tags_for_resource(ResourceArn=arn)["Tags"] == {"owner": "us"}
    dlm.delete_lifecycle_policy(PolicyId=identifier)
