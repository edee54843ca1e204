"""Whose word counts: real payloads, and what is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aeolus_lease.record import Mark
from scheduler_failover.event import report, source
from scheduler_failover.failover import Report

EVENTS = Path(__file__).parents[2] / "events"


def event(name: str) -> dict[str, Any]:
    """Return an event as AWS's documents show it."""
    found: dict[str, Any] = json.loads((EVENTS / f"{name}.json").read_text())
    return found


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("schedule", "Scheduled Event"),
        ("instance_state_change", "EC2 Instance State-change Notification"),
        ("instance_terminate_successful", "EC2 Instance Terminate Successful"),
        ("alarm_state_change", "CloudWatch Alarm State Change"),
    ],
)
def test_an_event_of_aws_means_have_a_look(name: str, said: str) -> None:
    assert report(event(name)) is None
    assert source(event(name)) == said


def test_a_master_says_which_state_of_the_lease_has_lapsed() -> None:
    told = {"node": "i-1", "lapsed": {"epoch": 4, "counter": 17}}
    assert report(told) == Report("i-1", Mark(4, 17))
    assert source(told) == "i-1 reports"


@pytest.mark.parametrize("lapsed", [None, {}, {"epoch": "x", "counter": 1}, 7])
def test_a_report_of_nothing_that_lapsed_is_still_a_sign_of_life(lapsed: object) -> None:
    assert report({"node": "i-1", "lapsed": lapsed}) == Report("i-1")


@pytest.mark.parametrize("odd", [{}, {"node": ""}, {"node": 7}, {"detail": {}}])
def test_what_is_none_of_either_means_have_a_look(odd: dict[str, Any]) -> None:
    assert report(odd) is None
    assert source({}) == "nobody known"
