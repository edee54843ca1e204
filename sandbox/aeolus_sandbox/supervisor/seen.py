"""What the supervisor's pages say and are asked: known to those who ask over HTTP, too."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

NODES_PATH = "/_sandbox/nodes"
FAULTS_PATH = "/_sandbox/faults"
ENTRY_PATH = "/_sandbox/entry"
DOORS_PATH = "/_sandbox/doors"
EVENTS_PATH = "/_sandbox/events"


class Fault(StrEnum):
    """What can befall a node; FAIL_AZ befalls all that is in a zone.

    STOP, START and FAIL_OVER are not misfortunes: AWS is asked to do so, as an operator asks it.
    INTERRUPT is what AWS does with Spot instances, and lets its users try.
    """

    KILL = "kill"
    FREEZE = "freeze"
    THAW = "thaw"
    CUT = "cut"
    HEAL = "heal"
    REBOOT = "reboot"
    STOP = "stop"
    START = "start"
    FAIL_OVER = "fail-over"
    INTERRUPT = "interrupt"
    FAIL_AZ = "fail-az"


class NodeSeen(BaseModel):
    """A node at one moment."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: str
    kind: str
    zone: str
    address: str
    owner: str
    state: str
    name: str = ""


class FaultAsked(BaseModel):
    """A fault and whom it befalls: a node's id or address, or a zone."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fault: Fault
    target: str


class DoorSeen(BaseModel):
    """A port of this machine's loopback that leads to what the region shows the internet.

    `host` is a load balancer's DNS name, or the public address of an instance.
    """

    model_config = ConfigDict(frozen=True)

    host: str
    port: int
    protocol: str
    here: str


class EntryAsked(BaseModel):
    """Which node to look into, and the command to run there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    target: str
    command: tuple[str, ...]


class Entry(BaseModel):
    """What runs a command in a node, by who is root on this machine, and the node's log.

    `command` is empty where the node is off.
    """

    model_config = ConfigDict(frozen=True)

    command: tuple[str, ...]
    log: str


class EventsAsked(BaseModel):
    """How EventBridge is to deliver from now on: whether each event comes twice."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    duplicates: bool
