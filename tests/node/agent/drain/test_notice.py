"""When a worker is to leave, and how long its tasks have."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from aeolus_agent.drain.notice import HAND_BACK_S, notice

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC).timestamp()
HOURS_12 = 12 * 3600.0
IN_TWO_MINUTES = '{"action": "terminate", "time": "2026-03-01T12:02:00Z"}'


@pytest.mark.parametrize("state", [None, "InService", "Standby", "Warmed:Stopped"])
def test_there_is_none_while_nobody_ends_it(state: str | None) -> None:
    assert notice(state, None, HOURS_12, NOW) is None


@pytest.mark.parametrize("state", ["Terminated", "Warmed:Terminated"])
def test_its_group_gives_it_the_deadline_that_was_written(state: str) -> None:
    told = notice(state, None, HOURS_12, NOW)
    assert told is not None
    assert (told.seconds, told.reason) == (HOURS_12, "its group ends it")


@pytest.mark.parametrize("state", ["InService", "Terminated"])
def test_a_spot_instance_has_what_ec2_leaves_it_and_time_to_hand_back(state: str) -> None:
    told = notice(state, IN_TWO_MINUTES, HOURS_12, NOW)
    assert told is not None
    assert told.seconds == 120 - HAND_BACK_S
    assert told.reason == "EC2 takes this Spot instance back in 120 s"


def test_a_shorter_deadline_counts_for_spot_too() -> None:
    told = notice("InService", IN_TWO_MINUTES, 60, NOW)
    assert told is not None
    assert told.seconds == 60


def test_of_a_notice_that_comes_late_nothing_is_left() -> None:
    told = notice("InService", IN_TWO_MINUTES, HOURS_12, NOW + 119)
    assert told is not None
    assert told.seconds == 0


@pytest.mark.parametrize("text", ["", "none", "{}", "[]", '{"time": "soon"}', '{"time": null}'])
def test_what_is_no_action_is_none(text: str) -> None:
    assert notice("InService", text, HOURS_12, NOW) is None
