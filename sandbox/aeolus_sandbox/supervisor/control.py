"""The supervisor's pages: what runs, and faults to play with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from pydantic import ValidationError

from aeolus_sandbox.api.application import Page
from aeolus_sandbox.api.event_targets import delivering
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.machines.machine import State
from aeolus_sandbox.services.doors.door import HERE
from aeolus_sandbox.services.doors.service import LoopbackDoors
from aeolus_sandbox.supervisor import faults
from aeolus_sandbox.supervisor.node import Enterable, Node
from aeolus_sandbox.supervisor.seen import (
    DOORS_PATH,
    ENTRY_PATH,
    EVENTS_PATH,
    FAULTS_PATH,
    NODES_PATH,
    DoorSeen,
    Entry,
    EntryAsked,
    EventsAsked,
    Fault,
    FaultAsked,
    NodeSeen,
)
from aeolus_sandbox.supervisor.supervisor import Supervisor


def seen(nodes: list[Node]) -> list[dict[str, str]]:
    """Return nodes as the page shows them, by kind and id."""
    shown = [NodeSeen.model_validate(node) for node in nodes]
    return [one.model_dump() for one in sorted(shown, key=lambda one: (one.kind, one.id))]


def entry(node: Node, command: Sequence[str]) -> Entry:
    """Return how to run a command in a node. Raises SandboxError for one with no inside."""
    if not isinstance(node, Enterable):
        raise SandboxError(f"{node.id} is a {node.kind}: there is nothing to look into")
    inside = () if node.state == State.OFF else tuple(node.command(command))
    return Entry(command=inside, log=str(node.log))


def pages(supervisor: Supervisor) -> dict[str, Page]:
    """Return the pages, by path."""

    def befall(_method: str, body: Any) -> object:
        try:
            asked = FaultAsked.model_validate(body)
        except ValidationError as error:
            raise SandboxError(f"no fault: {error.errors()[0]['msg']}") from error
        hit = faults.aim(supervisor.nodes(), asked.fault, asked.target)
        faults.befall(hit, asked.fault, supervisor.world.network)
        supervisor.world.say("fault", fault=asked.fault, nodes=[node.id for node in hit])
        return seen(hit)

    def enter(_method: str, body: Any) -> object:
        asked = EntryAsked.model_validate(body)
        [node] = faults.aim(supervisor.nodes(), Fault.CUT, asked.target)
        return entry(node, asked.command).model_dump()

    def nodes(_method: str, _body: Any) -> object:
        return seen(supervisor.nodes())

    def doors(_method: str, _body: Any) -> object:
        return [
            DoorSeen(**asdict(listener), here=f"{HERE}:{port}").model_dump()
            for service in supervisor.services
            if isinstance(service, LoopbackDoors)
            for listener, port in sorted(service.ports.items(), key=lambda item: item[1])
        ]

    def events(_method: str, body: Any) -> object:
        try:
            delivering.twice = EventsAsked.model_validate(body).duplicates
        except ValidationError as error:
            raise SandboxError(f"events: {error.errors()[0]['msg']}") from error
        supervisor.world.say("events", duplicates=delivering.twice)
        return {"duplicates": delivering.twice}

    return {
        DOORS_PATH: doors,
        NODES_PATH: nodes,
        FAULTS_PATH: befall,
        ENTRY_PATH: enter,
        EVENTS_PATH: events,
    }
