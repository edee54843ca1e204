"""What every environment's stack has, whatever is in it."""

from __future__ import annotations

from typing import Any

import pytest

from support.environments import environment
from support.render import search, the
from support.shipped import SHIPPED, render_environment, rendered, shipped


@pytest.fixture(scope="module", params=SHIPPED)
def stack(request: pytest.FixtureRequest) -> dict[str, Any]:
    return {"name": request.param, **rendered(request.param)}


def test_state_is_kept_encrypted_and_locked_by_a_file(stack: dict[str, Any]) -> None:
    backend = stack["terraform"]["backend"]["s3"]
    assert backend["bucket"] == "aeolus-state-123456789012-us-east-1"
    assert backend["key"] == f"{stack['name']}/terraform.tfstate"
    assert backend["encrypt"] is True
    assert backend["use_lockfile"] is True
    assert "dynamodb_table" not in backend


def test_terraform_keeps_out_of_other_accounts(stack: dict[str, Any]) -> None:
    (provider,) = stack["provider"]["aws"]
    assert provider["allowed_account_ids"] == ["123456789012"]


def test_the_sandbox_leaves_no_trace(stack: dict[str, Any]) -> None:
    (provider,) = stack["provider"]["aws"]
    assert set(provider) == {"region", "allowed_account_ids", "ignore_tags"}


def test_terraform_leaves_an_operators_hold_alone(stack: dict[str, Any]) -> None:
    (provider,) = stack["provider"]["aws"]
    assert provider["ignore_tags"] == [{"keys": ["aeolus:hold"]}]
    assert "aeolus:hold" not in search("resource.aws_autoscaling_group.*.tag[].key", stack)


def test_nothing_is_asked_of_aws_at_plan_time(stack: dict[str, Any]) -> None:
    assert "data" not in stack


def test_the_providers_are_aws_alone(stack: dict[str, Any]) -> None:
    required = stack["terraform"]["required_providers"]
    assert {each["source"]: each["version"] for each in required.values()} == {"aws": "5.100.0"}


def test_an_auto_scaling_group_passes_the_tags_on(stack: dict[str, Any]) -> None:
    groups = search("resource.aws_autoscaling_group.* | []", stack)
    assert groups
    for group in groups:
        tags = {each["key"]: each for each in group["tag"]}
        assert tags["aeolus:environment"]["value"] == stack["name"]
        assert tags["owner"]["propagate_at_launch"] is True


@pytest.mark.parametrize(
    ("base", "command"), [("cluster", {"aeolus dags push staging"}), ("git", set())]
)
def test_how_dags_get_there_is_told_unless_they_come_from_git(base: str, command: set[str]) -> None:
    outputs = render_environment(environment(base))["output"]
    assert {outputs[name]["value"] for name in outputs if name == "dag_upload_command"} == command


def test_a_constructs_own_tag_wins_over_the_files() -> None:
    named = render_environment(shipped("dev"), tags={"Name": "everything"})
    assert the(named, "aws_vpc")["tags"]["Name"] == "aeolus-dev-vpc"
