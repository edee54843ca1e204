"""Where functions run: told by whoever places them in the network, where machines run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Ground:
    """What the command line of a function's process begins with, and what its environment has."""

    enter: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Grounds:
    """Knows the ground of moto's functions.

    At API level they run beside the server, whose address their SDK is led to.
    """

    find: Callable[[Any], Ground] | None = None


grounds = Grounds()
