"""Systems Manager's managed nodes, from whoever has the machines to Systems Manager's calls."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class ManagedNode:
    """An instance whose agent has registered; `online` as long as it can still be reached."""

    instance_id: str
    address: str
    hostname: str
    last_ping: datetime
    online: bool = True


@dataclass
class ManagedNodes:
    """Where machines run, a command is carried out by the agents of these.

    `present` says whether machines run here; `known` holds the nodes by instance id, `cancelled`
    the ids of commands that were called off.
    """

    present: bool = False
    known: dict[str, ManagedNode] = field(default_factory=dict)
    cancelled: set[str] = field(default_factory=set)


managed_nodes = ManagedNodes()
