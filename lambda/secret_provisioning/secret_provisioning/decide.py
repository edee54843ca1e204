"""What to do next to a replication group that is to require a token: data in, a decision out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """A step towards one required token.

    ROTATE adds the token beside what was accepted before, SET then accepts nothing else (Amazon
    ElastiCache User Guide, "Modifying the AUTH token on an existing cluster").
    """

    WAIT = "wait"
    ROTATE = "rotate"
    SET = "set"
    DONE = "done"


@dataclass(frozen=True)
class View:
    """What is known of the group, and how far the secret's current version has come with it."""

    status: str
    """`available`, `modifying`, `creating` …, as ElastiCache has it."""
    rotated: bool
    """The group was told to accept the current version, by our own mark on the secret."""
    required: bool
    """The group was told to accept nothing else, by our own mark on the secret."""


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
    if view.required:
        return Decision(Action.DONE, "the current token is the only one accepted")
    if view.rotated:
        return Decision(Action.SET, "the current token is accepted: accept no other")
    return Decision(Action.ROTATE, "the current token is not known to the group: add it")
