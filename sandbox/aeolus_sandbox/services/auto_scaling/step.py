"""What can be done about a group next, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from .group import State


@dataclass(frozen=True)
class Launch:
    """Start an instance in `zone`."""

    zone: str
    cause: str
    warm: bool = False
    """Whether it goes into the warm pool."""


@dataclass(frozen=True)
class Begin:
    """Let an instance begin to leave: out of its load balancers, into its hooks."""

    instance_id: str
    cause: str
    ill: bool = False
    """Whether it leaves because it is not well."""


@dataclass(frozen=True)
class Hold:
    """Let hooks hold an instance; each is told once."""

    instance_id: str
    state: State
    hooks: tuple[str, ...]


@dataclass(frozen=True)
class Admit:
    """Put an instance in service."""

    instance_id: str


@dataclass(frozen=True)
class Terminate:
    """End an instance."""

    instance_id: str
    cause: str


@dataclass(frozen=True)
class Rest:
    """Let an instance of the warm pool that is prepared come to rest."""

    instance_id: str


@dataclass(frozen=True)
class Settle:
    """Say of an instance that it rests in the warm pool."""

    instance_id: str
    state: State


@dataclass(frozen=True)
class Draw:
    """Take an instance out of the warm pool, on its way into service."""

    instance_id: str
    cause: str


Step = Launch | Begin | Hold | Admit | Terminate | Rest | Settle | Draw
