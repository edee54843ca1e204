"""What instances say when they are asked, and what is said of those that say nothing."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

import pytest

from aeolus_agent.description import Role
from aeolus_agent.watch.report import DaemonReport, NodeReport, Phase
from aeolus_cli.sandbox import answers as module
from aeolus_cli.sandbox.answers import ASK, Answer, answers
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.region import Region
from aeolus_sandbox.supervisor.seen import Entry, NodeSeen

WORKER = DaemonReport("worker", "active", healthy=True, since=1.0)
REPORT = NodeReport(2.0, Role.WORKER, "default", Phase.READY, {Phase.BOOT: 0.0}, (WORKER,))


def node(id_: str, state: str = "running", kind: str = "instance") -> NodeSeen:
    return NodeSeen(
        id=id_, kind=kind, zone="eu-1a", address="10.0.0.4", owner=id_, state=state, name=""
    )


@dataclass
class ToyRegion:
    """A region in which asking a node is running a script of Python here."""

    scripts: dict[str, str]
    console: Path
    others: list[NodeSeen] = field(default_factory=list)
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def nodes(self) -> list[NodeSeen]:
        """Return a running instance for each script, and the others."""
        return [*(node(each) for each in self.scripts), *self.others]

    def entry(self, target: str, *command: str) -> Entry:
        """Return how to run the script of the node."""
        self.asked.append(command)
        script = self.scripts[target]
        if script == "gone":
            raise SandboxError("there is no node")
        inside = (sys.executable, "-c", script) if script else ()
        return Entry(command=inside, log=str(self.console))


def asked(tmp_path: Path, script: str) -> Answer:
    region = ToyRegion({"i-1": script}, tmp_path / "console.log")
    (answer,) = answers(cast(Region, region))
    return answer


def test_every_instance_is_asked_by_its_own_agent(tmp_path: Path) -> None:
    script = f"print({REPORT.dumps()!r})"
    region = ToyRegion({"i-1": script, "i-2": script}, tmp_path, [node("orders", kind="database")])
    found = answers(cast(Region, region))
    assert [(each.node.id, each.report) for each in found] == [("i-1", REPORT), ("i-2", REPORT)]
    assert set(region.asked) == {ASK}


def test_one_that_does_not_run_is_not_asked(tmp_path: Path) -> None:
    region = ToyRegion({}, tmp_path, [node("i-3", state="frozen")])
    (answer,) = answers(cast(Region, region))
    assert (answer.healthy, answer.told) == (False, "it is frozen")
    assert region.asked == []


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("", "it is off"),
        ("gone", "it does not answer: there is no node"),
        ("raise SystemExit('no such command: status')", "no such command: status"),
        ("print('{}')", "its agent does not say how it is: {}"),
        ("raise SystemExit(3)", "its agent does not say how it is: status 3"),
    ],
)
def test_why_it_says_nothing(tmp_path: Path, script: str, told: str) -> None:
    answer = asked(tmp_path, script)
    assert not answer.healthy
    assert told in answer.told


def test_one_that_hangs_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LIMIT_S", 0.0)
    assert "it does not answer" in asked(tmp_path, "input()").told


def test_before_there_is_an_agent_the_service_that_fetches_it_tells(tmp_path: Path) -> None:
    script = "print('cannot fetch s3://bucket/key: timed out'); raise SystemExit(127)"
    answer = asked(tmp_path, script)
    assert answer.told == "no node bundle yet: cannot fetch s3://bucket/key: timed out"
    assert asked(tmp_path, "raise SystemExit(127)").told == "no node bundle yet"


def test_the_question_is_put_to_the_agent_where_there_is_one(tmp_path: Path) -> None:
    *shell, agent = ASK
    assert agent == "/opt/aeolus/airflow/bin/python"
    toy = tmp_path / "agent"
    toy.write_text('#!/bin/sh\necho "$@"')
    toy.chmod(0o755)
    told = subprocess.run([*shell, str(toy)], capture_output=True, text=True, check=True)
    assert told.stdout == "-m aeolus_agent status --json\n"


def test_without_an_agent_the_question_ends_with_a_status_of_its_own(tmp_path: Path) -> None:
    *shell, _agent = ASK
    ended = subprocess.run([*shell, str(tmp_path / "none")], capture_output=True, check=False)
    assert ended.returncode == 127


STARTING = DaemonReport("scheduler", "active", healthy=False, since=1.0, reason="it starts")


@pytest.mark.parametrize(
    ("report", "brief"),
    [
        (REPORT, "healthy"),
        (replace(REPORT, daemons=(STARTING,)), "scheduler is active: it starts"),
        (
            replace(REPORT, phase=Phase.MIGRATE, daemons=(STARTING,), reason="empty"),
            "migrate: empty",
        ),
        (
            replace(REPORT, phase=Phase.DAEMONS, daemons=(WORKER, STARTING)),
            "daemons: 1 of 2 healthy",
        ),
    ],
)
def test_while_a_node_comes_up_its_daemons_are_counted(report: NodeReport, brief: str) -> None:
    assert Answer(node("i-1"), report).brief == brief


def test_as_json_it_is_the_report_and_why_it_is_not_healthy() -> None:
    told = Answer(node("i-1"), REPORT).as_json()
    assert (told["node"], told["healthy"], told["reason"]) == ("i-1", True, "")
    silent = Answer(node("i-2"), None, "it is off").as_json()
    assert silent == {"node": "i-2", "healthy": False, "reason": "it is off", "report": None}
