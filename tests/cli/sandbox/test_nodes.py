"""Commands about nodes: which region they mean, what they run, what they say."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from aeolus_cli.main import app
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.region import State
from aeolus_sandbox.supervisor.seen import Entry, Fault, NodeSeen

CONSOLE = "machines/i-1/console.log"
NODE = NodeSeen(
    id="i-1", kind="instance", zone="eu-1a", address="10.0.0.4", owner="i-1", state="running"
)


class Became(Exception):
    """The command became another program."""

    def __init__(self, *command: str) -> None:
        super().__init__(command)
        self.command = command


@dataclass
class ToyRegion:
    """A region of one node, that remembers what befell it."""

    name: str = "prod"
    state: State = State.RUNNING
    off: bool = False
    log: str = CONSOLE
    fate: list[tuple[Fault, str]] = field(default_factory=list)
    twice: bool = False

    def duplicate_events(self, on: bool) -> None:
        """Note it."""
        self.twice = on

    def entry(self, target: str, *command: str) -> Entry:
        """Return how to enter."""
        inside = () if self.off else ("enter", target, *command)
        return Entry(command=inside, log=self.log)

    def befall(self, fault: Fault, target: str) -> list[NodeSeen]:
        """Note it."""
        if target != NODE.id:
            raise SandboxError(f"there is no node {target!r}; there are: i-1")
        self.fate.append((fault, target))
        return [NODE]


@pytest.fixture
def up(monkeypatch: pytest.MonkeyPatch) -> list[ToyRegion]:
    """Return the regions that are up: one; and let what would become of a command be raised."""
    regions = [ToyRegion()]

    def running(name: str, _state: Path) -> ToyRegion:
        return next(each for each in regions if each.name == name)

    def become(_program: str, command: list[str]) -> None:
        raise Became(*command)

    monkeypatch.setattr("aeolus_cli.sandbox.chosen.regions.regions", lambda _state: regions)
    monkeypatch.setattr("aeolus_cli.sandbox.chosen.regions.running", running)
    monkeypatch.setattr(os, "execvp", become)
    return regions


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["sandbox", *arguments])


def became(*arguments: str) -> tuple[str, ...]:
    error = run(*arguments).exception
    assert isinstance(error, Became)
    return error.command


def test_a_shell_takes_the_commands_place(up: list[ToyRegion]) -> None:
    assert became("shell", "i-1") == ("enter", "i-1", "bash", "--login")


def test_into_a_node_that_is_off_there_is_no_shell(up: list[ToyRegion]) -> None:
    up[0].off = True
    result = run("shell", "i-1")
    assert result.exit_code == 2
    assert "i-1 is off" in result.output
    assert "logs --console i-1" in result.output


def test_logs_are_the_journal(up: list[ToyRegion]) -> None:
    assert became("logs", "i-1", "--unit", "ssh", "-f")[2:] == (
        "journalctl",
        "--no-pager",
        "--lines=200",
        "--follow",
        "--unit=ssh",
    )


@pytest.mark.parametrize(
    ("daemon", "units"),
    [
        ("scheduler", ["--unit=airflow-scheduler.service"]),
        ("worker", ["--unit=airflow-worker.service"]),
        (
            "api-server",
            ["--unit=airflow-api-server.service", "--unit=airflow-execution-api.service"],
        ),
        ("execution-api", ["--unit=airflow-execution-api.service"]),
    ],
)
def test_logs_of_a_daemon_are_its_units(up: list[ToyRegion], daemon: str, units: list[str]) -> None:
    assert list(became("logs", "i-1", daemon)[5:]) == units


def test_an_unknown_daemon_is_a_mistake_that_names_those_there_are(up: list[ToyRegion]) -> None:
    result = run("logs", "i-1", "webserver")
    assert result.exit_code == 2
    assert "there is no daemon 'webserver'; there are: api-server, scheduler" in result.output
    assert "--unit" in result.output


def test_of_a_node_that_is_off_what_it_printed(up: list[ToyRegion]) -> None:
    up[0].off = True
    assert became("logs", "i-1") == ("tail", "--lines=200", CONSOLE)


def test_of_a_server_without_systemd_its_log(up: list[ToyRegion]) -> None:
    up[0].log = "appliances/orders/log"
    assert became("logs", "orders", "-f") == (
        *("tail", "--lines=200", "--follow"),
        "appliances/orders/log",
    )


@pytest.mark.parametrize("fault", [fault.value for fault in Fault if fault is not Fault.FAIL_AZ])
def test_a_fault_befalls_the_node_and_is_told(up: list[ToyRegion], fault: str) -> None:
    result = run(fault, "i-1")
    assert result.exit_code == 0
    assert result.output.startswith("instance i-1 (eu-1a) ")
    assert up[0].fate == [(Fault(fault), "i-1")]


def test_whom_it_befell_as_json(up: list[ToyRegion]) -> None:
    assert json.loads(run("kill", "i-1", "--json").stdout) == [NODE.model_dump()]


def test_an_unknown_node_is_a_mistake_of_one_line(up: list[ToyRegion]) -> None:
    result = run("kill", "i-2")
    assert result.exit_code == 2
    assert "there is no node 'i-2'; there are: i-1" in result.output


def test_of_several_regions_one_is_to_be_named(up: list[ToyRegion]) -> None:
    up.append(ToyRegion("dev"))
    result = run("kill", "i-1")
    assert result.exit_code == 2
    assert "several are up: prod, dev" in result.output
    assert "--in prod" in result.output
    assert run("kill", "i-1", "--in", "dev").exit_code == 0
    assert [len(each.fate) for each in up] == [0, 1]


def test_one_whose_process_has_ended_is_not_up(up: list[ToyRegion]) -> None:
    up[0].state = State.STALE
    result = run("kill", "i-1")
    assert result.exit_code == 2
    assert "no embedded AWS is up" in result.output


def test_events_come_twice_when_that_is_asked_for(up: list[ToyRegion]) -> None:
    assert run("duplicates", "on").output == "every event comes twice\n"
    assert up[0].twice
    assert json.loads(run("duplicates", "off", "--json").stdout) == {"duplicates": False}
    assert not up[0].twice
    assert run("duplicates", "perhaps").exit_code == 2
