"""A service: one kind of resource that comes to life."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from aeolus_sandbox.supervisor.node import Node


class Service(Protocol):
    """Brings what runs to what the API says, whenever it is called.

    `concerns` are the API's services (by moto's names: `ec2`, `rds`, …) after whose changes it is
    called; `period_s` is after how many seconds without a change too.
    """

    @property
    def name(self) -> str:
        """What it is called in the log."""
        ...

    @property
    def concerns(self) -> frozenset[str]:
        """The API's services whose changes call it."""
        ...

    @property
    def period_s(self) -> float | None:
        """After how many seconds it is called in any case; None for never."""
        ...

    def reconcile(self) -> None:
        """Look at what is wanted and what runs, and bring one to the other."""
        ...

    def close(self) -> None:
        """End the threads of its own; what it made is swept by whoever takes the region down."""
        ...

    def nodes(self) -> Sequence[Node]:
        """Return what runs, for faults."""
        ...
