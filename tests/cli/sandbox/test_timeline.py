"""How long nodes took, as it is shown."""

from __future__ import annotations

import io

from rich.console import Console

from aeolus_agent.description import Role
from aeolus_agent.watch.report import NodeReport, Phase
from aeolus_cli.sandbox.answers import Answer
from aeolus_cli.sandbox.timeline import print_timeline, rows
from aeolus_sandbox.supervisor.seen import NodeSeen

NODE = NodeSeen(
    id="i-1", kind="instance", zone="eu-1a", address="10.0.0.4", owner="i-1", state="running"
)
TIMES = {
    Phase.BOOT: 100.0,
    Phase.BUNDLE: 102.5,
    Phase.INSTALL: 107.0,
    Phase.CREDENTIALS: 108.0,
    Phase.DAEMONS: 109.0,
    Phase.READY: 120.0,
}


def answer(times: dict[Phase, float]) -> Answer:
    phase = max(times, key=list(Phase).index) if times else Phase.BOOT
    return Answer(NODE, NodeReport(200.0, Role.WORKER, "heavy", phase, times))


def test_each_phase_is_told_in_seconds_after_the_boot_and_one_that_a_role_has_not_is_empty() -> (
    None
):
    assert rows(answer(TIMES)) == [
        ("i-1", "worker heavy", "2.5", "7.0", "8.0", "", "", "9.0", "20.0"),
    ]


def test_what_is_not_reached_yet_is_empty() -> None:
    [row] = rows(answer({Phase.BOOT: 100.0, Phase.BUNDLE: 101.0}))
    assert row[2:] == ("1.0", "", "", "", "", "", "")


def test_a_node_that_does_not_tell_has_no_line() -> None:
    assert rows(Answer(NODE, None, "it is off")) == []
    assert rows(answer({})) == []
    printed = io.StringIO()
    print_timeline([Answer(NODE, None, "it is off")], Console(file=printed))
    assert printed.getvalue() == ""
