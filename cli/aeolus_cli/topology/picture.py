"""What a picture of a stack is made of, whatever draws it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """What a node is, and so how it looks."""

    OUTSIDE = "outside"
    ENTRANCE = "entrance"
    MACHINES = "machines"
    STORE = "store"
    FUNCTION = "function"


@dataclass(frozen=True)
class Node:
    """One box: `lines` are its name and then what is worth knowing of it."""

    key: str
    shape: Shape
    lines: tuple[str, ...]
    place: str = ""
    """The key of the place that it stands in; empty outside of all."""


@dataclass(frozen=True)
class Place:
    """Subnets of one kind: a frame around nodes."""

    key: str
    title: str


@dataclass(frozen=True)
class Crew:
    """Machines of one place: a junction that stands for each of them."""

    key: str
    place: str
    members: tuple[str, ...]
    """Keys of nodes."""


@dataclass(frozen=True)
class Edge:
    """`source` may open connections to `target`; both are keys of nodes or crews."""

    source: str
    target: str
    label: str
    by_network: bool = True
    """By a security group's rule; otherwise by an IAM policy or a route."""


@dataclass(frozen=True)
class Picture:
    """A whole picture; every edge leads between nodes and crews that are in it."""

    name: str
    places: tuple[Place, ...]
    crews: tuple[Crew, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
