"""What a node says of itself: written and read back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aeolus_agent.description import Role
from aeolus_agent.watch.report import DaemonReport, NodeReport, Phase

SCHEDULER = DaemonReport("scheduler", "active", healthy=True, since=1_700_000_030.5)
STUCK = DaemonReport(
    "triggerer", "active", healthy=False, since=1_700_000_040.0, reason="no heartbeat for 95 s"
)
REPORT = NodeReport(
    at=1_700_000_060.25,
    role=Role.MASTER,
    group="",
    phase=Phase.READY,
    timeline={Phase.BOOT: 1_700_000_000.0, Phase.READY: 1_700_000_031.0},
    daemons=(SCHEDULER,),
)


def test_what_is_written_is_read_back() -> None:
    for report in (REPORT, replace(REPORT, daemons=(SCHEDULER, STUCK), reason="a reason")):
        assert NodeReport.loads(report.dumps()) == report


def test_a_node_is_healthy_once_it_is_up_and_as_long_as_each_daemon_is() -> None:
    assert REPORT.healthy
    assert not replace(REPORT, phase=Phase.DAEMONS).healthy
    assert not replace(REPORT, daemons=(SCHEDULER, STUCK)).healthy


def test_what_is_wrong_is_told_a_sentence_each() -> None:
    assert REPORT.ailments() == []
    assert replace(REPORT, daemons=(SCHEDULER, STUCK)).ailments() == [
        "triggerer is active: no heartbeat for 95 s"
    ]
    migrating = replace(REPORT, phase=Phase.MIGRATE, daemons=(), reason="no database yet")
    assert migrating.ailments() == ["phase migrate: no database yet"]


def test_what_is_no_report_is_refused() -> None:
    with pytest.raises(ValueError, match="Expecting value"):
        NodeReport.loads("")
    with pytest.raises(KeyError):
        NodeReport.loads("{}")
