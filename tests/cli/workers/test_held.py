"""Until when a group is held, in an operator's words and by an operator's clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from moto import mock_aws
from typer.testing import CliRunner

from aeolus_cli.errors import UserError
from aeolus_cli.main import app
from aeolus_cli.workers.held import end, holds, moment, put, told
from aeolus_cli.workers.listing import as_data
from aeolus_scaling.hold import Hold
from support import aws

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 10, 24, 12, 30, tzinfo=BERLIN)
"""The day before clocks go back."""
HOLD = Hold(4, datetime(2026, 12, 1, 18, tzinfo=UTC))


def until(text: str) -> str:
    return moment(text, NOW, lambda time: time.replace(tzinfo=BERLIN)).isoformat()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18:00", "2026-10-24T18:00:00+02:00"),
        ("12:31", "2026-10-24T12:31:00+02:00"),
        ("2026-10-24T18:00", "2026-10-24T18:00:00+02:00"),
        # In winter's time, though it is summer now
        ("2026-12-01T18:00", "2026-12-01T18:00:00+01:00"),
        ("2026-10-24T18:00-05:00", "2026-10-24T18:00:00-05:00"),
        ("2026-10-24T18:00Z", "2026-10-24T18:00:00+00:00"),
    ],
)
def test_a_time_is_todays_and_of_this_clock_unless_it_says_otherwise(
    text: str, expected: str
) -> None:
    assert until(text) == expected


@pytest.mark.parametrize(
    "text", ["six", "18", "25:00", "18:60", "2026-12-01", "2026-13-01T18:00", "-5:00", "18:00 UTC"]
)
def test_what_is_no_time_is_refused_with_what_is_one(text: str) -> None:
    with pytest.raises(UserError, match=r"is no time") as error:
        until(text)
    assert "18:00, 2026-12-01T18:00 or" in error.value.cure


@pytest.mark.parametrize("text", ["12:30", "09:00", "2026-10-24T12:00", "2026-10-24T10:00Z"])
def test_a_time_that_has_passed_is_not_taken_for_tomorrows(text: str) -> None:
    with pytest.raises(UserError) as error:
        until(text)
    assert f"--until {text}: it is 2026-10-24 12:30+02:00, that has passed" in str(error.value)
    assert "such as 2026-10-25T" in error.value.cure


def test_the_command_refuses_it_before_it_asks_anybody() -> None:
    result = CliRunner().invoke(app, ["workers", "scale", "prod", "default", "2", "--until", "six"])
    assert (result.exit_code, "'six' is no time" in result.output) == (2, True)


@pytest.fixture
def autoscaling() -> Iterator[Any]:
    """Two groups of prod, and one of another environment."""
    with mock_aws():
        client = aws.client("autoscaling")
        client.create_launch_configuration(
            LaunchConfigurationName="node", ImageId="ami-12c6146b", InstanceType="t3.small"
        )
        for environment, group in (("prod", "default"), ("prod", "heavy"), ("other", "default")):
            tags = {"environment": environment, "role": "worker", "group": group}
            client.create_auto_scaling_group(
                AutoScalingGroupName=f"{environment}-{group}",
                LaunchConfigurationName="node",
                AvailabilityZones=["eu-central-1a"],
                MinSize=0,
                MaxSize=4,
                Tags=[
                    {"Key": f"aeolus:{key}", "Value": value, "PropagateAtLaunch": True}
                    for key, value in tags.items()
                ],
            )
        yield client


def test_holds_are_those_of_the_environment_that_last(autoscaling: Any) -> None:
    put(autoscaling, "prod-default", HOLD)
    put(autoscaling, "other-default", Hold(2, HOLD.until))
    assert holds(autoscaling, "prod", NOW) == {"default": HOLD}
    assert holds(autoscaling, "prod", HOLD.until) == {}


def test_a_later_hold_is_instead_of_the_one_before_and_one_that_ends_is_gone(
    autoscaling: Any,
) -> None:
    longer = Hold(2, HOLD.until + timedelta(hours=2))
    for each in (HOLD, longer):
        put(autoscaling, "prod-heavy", each)
    assert holds(autoscaling, "prod", NOW) == {"heavy": longer}
    end(autoscaling, "prod-heavy")
    assert holds(autoscaling, "prod", NOW) == {}


def test_a_tag_that_is_no_hold_holds_nothing(autoscaling: Any) -> None:
    whose = {"ResourceId": "prod-heavy", "ResourceType": "auto-scaling-group"}
    odd = {"Key": "aeolus:hold", "Value": "two hours", "PropagateAtLaunch": False}
    autoscaling.create_or_update_tags(Tags=[odd | whose])
    assert holds(autoscaling, "prod", NOW) == {}


def test_it_is_told_in_words_and_for_a_script() -> None:
    assert told(HOLD) == "at least 4 workers until 2026-12-01 18:00+00:00"
    assert told(Hold(1, HOLD.until)) == "at least 1 worker until 2026-12-01 18:00+00:00"
    assert as_data(HOLD) == {"workers": 4, "until": "2026-12-01T18:00:00+00:00"}
    assert as_data(None) is None
