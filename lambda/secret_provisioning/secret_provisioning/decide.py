"""What to do next to a replication group that is to require a token: data in, a decision out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """A step towards one required token.

    ROTATE adds the token beside what was accepted before, which for a new group is everybody. SET
    then accepts nothing else, and is allowed after ROTATE only (Amazon ElastiCache API Reference,
    ModifyReplicationGroup, AuthTokenUpdateStrategy). Valkey and Redis alike.
    """

    WAIT = "wait"
    ROTATE = "rotate"
    SET = "set"
    DONE = "done"


class Mark(StrEnum):
    """How far the secret's current version has come with this very group."""

    ACCEPTED = "ACCEPTED"
    """The group was told to accept it."""
    REQUIRED = "REQUIRED"
    """The group was told to accept nothing else."""


@dataclass(frozen=True)
class View:
    """What is known of the group, and of the secret's current version."""

    status: str
    """`available`, `modifying`, `creating` …, as ElastiCache has it."""
    token_changing: bool
    """A change of the token is pending; the status may not tell yet."""
    marks: frozenset[Mark]


@dataclass(frozen=True)
class Decision:
    """What to do, and a sentence that says why."""

    action: Action
    reason: str


FINAL = frozenset({"deleting", "create-failed"})


def decide(view: View) -> Decision:
    """Return the next step. Raises ValueError for a group that will never be available."""
    if view.status in FINAL:
        raise ValueError(f"the replication group is {view.status}")
    if view.status != "available":
        return Decision(Action.WAIT, f"the replication group is {view.status}")
    if view.token_changing:
        return Decision(Action.WAIT, "the replication group is taking a token")
    if Mark.REQUIRED in view.marks:
        return Decision(Action.DONE, "the current token is the only one accepted")
    if Mark.ACCEPTED in view.marks:
        return Decision(Action.SET, "the current token is accepted: accept no other")
    return Decision(Action.ROTATE, "the current token is not known to the group: add it")
