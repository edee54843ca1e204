"""The supervisor's pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from aeolus_sandbox.api.event_targets import delivering
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.supervisor.control import pages
from aeolus_sandbox.supervisor.seen import ENTRY_PATH, EVENTS_PATH, FAULTS_PATH, NODES_PATH
from aeolus_sandbox.supervisor.supervisor import Supervisor
from support.toy_nodes import ToyNode, ToyWires


@dataclass
class ToyMachine(ToyNode):
    """A node with an inside."""

    log: Path = Path("/var/log/toy")

    def command(self, command: Sequence[str]) -> list[str]:
        """Return what would run it."""
        return ["enter", self.id, *command]


@dataclass
class Toy:
    """A supervisor of two nodes."""

    machine: ToyMachine = field(default_factory=lambda: ToyMachine("i-1", name="web"))
    gateway: ToyNode = field(default_factory=lambda: ToyNode("nat-1", kind="NAT gateway"))
    wires: ToyWires = field(default_factory=ToyWires)

    def ask(self, path: str, body: Any = None) -> Any:
        """Return what a page answers."""
        world = SimpleNamespace(network=self.wires, say=lambda *_, **__: None)
        supervisor = SimpleNamespace(world=world, nodes=lambda: [self.machine, self.gateway])
        return pages(cast(Supervisor, supervisor))[path]("POST", body)


def test_nodes_are_shown_by_kind_and_id() -> None:
    shown = Toy().ask(NODES_PATH)
    assert [(node["kind"], node["id"], node["name"]) for node in shown] == [
        ("NAT gateway", "nat-1", ""),
        ("instance", "i-1", "web"),
    ]


def test_a_fault_befalls_whom_it_names() -> None:
    toy = Toy()
    [hit] = toy.ask(FAULTS_PATH, {"fault": "freeze", "target": "web"})
    assert (hit["id"], toy.machine.fate, toy.gateway.fate) == ("i-1", ["freeze"], [])


@pytest.mark.parametrize(
    "body", [None, {}, {"fault": "explode", "target": "i-1"}, {"fault": "kill"}]
)
def test_what_is_no_fault_is_refused(body: Any) -> None:
    with pytest.raises(SandboxError, match="no fault"):
        Toy().ask(FAULTS_PATH, body)


def test_how_to_enter_a_node() -> None:
    entry = Toy().ask(ENTRY_PATH, {"target": "i-1", "command": ["bash"]})
    assert entry == {"command": ("enter", "i-1", "bash"), "log": "/var/log/toy"}


def test_one_that_is_off_has_a_log_alone() -> None:
    toy = Toy()
    toy.machine.state = "off"
    assert toy.ask(ENTRY_PATH, {"target": "i-1", "command": ["bash"]})["command"] == ()


def test_what_has_no_inside_cannot_be_entered() -> None:
    with pytest.raises(SandboxError, match="nat-1 is a NAT gateway: there is nothing to look into"):
        Toy().ask(ENTRY_PATH, {"target": "nat-1", "command": ["bash"]})


def test_events_come_twice_while_that_is_asked_for() -> None:
    assert Toy().ask(EVENTS_PATH, {"duplicates": True}) == {"duplicates": True}
    assert delivering.twice
    Toy().ask(EVENTS_PATH, {"duplicates": False})
    assert not delivering.twice


def test_how_events_come_is_yes_or_no() -> None:
    with pytest.raises(SandboxError, match="events: Field required"):
        Toy().ask(EVENTS_PATH, {})
