"""How daemons are shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aeolus_agent.description import Role
from aeolus_agent.watch.report import DaemonReport, NodeReport, Phase
from aeolus_cli.sandbox.answers import Answer
from aeolus_cli.sandbox.daemons import rows
from aeolus_cli.show import span
from aeolus_sandbox.supervisor.seen import NodeSeen

NODE = NodeSeen(
    id="i-1", kind="instance", zone="eu-1a", address="10.0.0.4", owner="i-1", state="running"
)
SCHEDULER = DaemonReport("scheduler", "inactive", True, 100.0, "another master schedules")
TRIGGERER = DaemonReport("triggerer", "active", False, 190.0, "no heartbeat for 95 s")
UP = NodeReport(200.0, Role.MASTER, "", Phase.READY, {Phase.READY: 150.0}, (SCHEDULER, TRIGGERER))


def test_a_line_for_each_daemon_with_why_it_is_so() -> None:
    assert rows(Answer(NODE, UP), 200.0) == [
        ("i-1", "master", "scheduler", "inactive", "100 s", "healthy: another master schedules"),
        ("i-1", "master", "triggerer", "active", "10 s", "unhealthy: no heartbeat for 95 s"),
    ]


def test_a_node_that_is_not_up_says_how_far_it_is_since_when_and_why() -> None:
    booting = NodeReport(
        200.0,
        Role.WORKER,
        "heavy",
        Phase.CREDENTIALS,
        {Phase.CREDENTIALS: 170.0},
        reason="Secrets Manager does not answer",
    )
    assert rows(Answer(NODE, booting), 200.0) == [
        ("i-1", "worker heavy", "", "phase credentials", "30 s", "Secrets Manager does not answer")
    ]


def test_one_whose_daemons_start_shows_both() -> None:
    starting = replace(UP, phase=Phase.DAEMONS, timeline={}, daemons=(TRIGGERER,))
    assert [row[2:4] for row in rows(Answer(NODE, starting), 200.0)] == [
        ("", "phase daemons"),
        ("triggerer", "active"),
    ]


def test_one_that_says_nothing_shows_why() -> None:
    (row,) = rows(Answer(NODE, None, "it is off"), 200.0)
    assert (row[0], row[-1]) == ("i-1", "it is off")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 s"),
        (-3, "0 s"),
        (119, "119 s"),
        (120, "2 min"),
        (7199, "119 min"),
        (7200, "2 h"),
        (172800, "2 d"),
    ],
)
def test_a_time_is_said_as_people_do(seconds: float, said: str) -> None:
    assert span(seconds) == said
