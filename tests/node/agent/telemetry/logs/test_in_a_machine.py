"""The journal of a machine that was rebooted is followed from its beginning, or from a cursor."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

import pytest

from aeolus_agent.telemetry.logs.journal import command
from aeolus_agent.telemetry.logs.line import Line, parse
from aeolus_sandbox.machines.machine import Machine
from support.machines import ground, instance, needs_machines

pytestmark = [pytest.mark.sandbox, needs_machines]


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """Yield a machine in its second boot, in each of which a worker has said which it is."""
    with ground(tmp_path_factory.mktemp("journal")) as made:
        booted = made.machine(instance(11))
        booted.boot()
        booted.await_running()
        said(booted, "boot one")
        booted.reboot()
        booted.await_running()
        said(booted, "boot two")
        yield booted


def said(machine: Machine, text: str) -> None:
    """Have a unit of the worker's name say something."""
    worker = ["systemd-run", "--wait", "--quiet", "--unit=airflow-worker", "echo", text]
    assert machine.run(worker).status == 0
    assert machine.run(["journalctl", "--sync"]).status == 0


# Reads until a worker says so, and then ends who would follow for ever.
_FOLLOW = """
mkfifo /run/followed
{command} >/run/followed &
sed '/"the end"/q' </run/followed
kill %1
rm /run/followed
"""


def followed(machine: Machine, cursor: str = "") -> list[Line]:
    """Return the lines that are there to follow."""
    said(machine, "the end")
    script = _FOLLOW.format(command=shlex.join(command(cursor)))
    result = machine.run(["bash", "-c", script])
    return [parse(line.encode()) for line in result.stdout.splitlines()]


def said_by_workers(lines: list[Line]) -> list[str]:
    return [
        line.event.message
        for line in lines
        if line.log == "worker" and line.event and line.event.message.startswith("boot ")
    ]


def test_earlier_boots_are_followed_too_and_each_line_has_its_log(machine: Machine) -> None:
    lines = followed(machine)
    assert said_by_workers(lines) == ["boot one", "boot two"]
    assert {line.log for line in lines} == {"node", "worker"}


def test_after_a_cursor_comes_the_line_after_it_though_the_machine_was_rebooted(
    machine: Machine,
) -> None:
    lines = followed(machine)
    first = next(n for n, line in enumerate(lines) if said_by_workers([line]) == ["boot one"])
    again = followed(machine, lines[first].cursor)
    assert [line.cursor for line in again[:20]] == [
        line.cursor for line in lines[first + 1 : first + 21]
    ]
