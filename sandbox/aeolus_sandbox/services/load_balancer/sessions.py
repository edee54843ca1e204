"""The sessions of a HAProxy's worker (HAProxy Management Guide, "show sess")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A server of HAProxy's, by the names of its backend and its own.
Server = tuple[str, str]

_SESSION = re.compile(r"^(0x[0-9a-f]+): .*\bbe=(\S+) srv=(\S+) ", re.MULTILINE)


@dataclass(frozen=True)
class Session:
    """What a client has begun with a server, by its worker and its id there."""

    worker: str
    id: str
    server: Server


def workers(told: str) -> list[str]:
    """Return the ids of all workers in what is told by "show proc", those that only end too."""
    rows = [line.split() for line in told.splitlines()]
    return [row[0] for row in rows if row[1:2] == ["worker"]]


def sessions(worker: str, told: str) -> Iterator[Session]:
    """Yield a worker's sessions with servers."""
    for identifier, backend, server in _SESSION.findall(told):
        yield Session(worker, identifier, (backend, server))
