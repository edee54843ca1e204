"""Tasks that were queued and never sent are made ready when a scheduler follows another."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from aeolus_agent import places
from aeolus_agent.credentials.compose import Credential
from aeolus_agent.credentials.store import Store
from aeolus_agent.database import Session
from aeolus_agent.description import NodeDescription
from aeolus_agent.insist import NotYetError
from aeolus_agent.saying import say

from .allowance import allowed
from .orphans import Orphans
from .redis_broker import RedisBroker

LIMIT_S = 2.0
"""A scheduler waits no longer for it: the lease has to be renewed meanwhile."""


@contextmanager
def orphans(credentials: Store) -> Iterator[Orphans]:
    """Hold what finds orphans, with a session of its own. Raises NotYetError."""
    session = Session(credentials.must_read(Credential.SQL_ALCHEMY_CONN))
    try:
        broker = RedisBroker(credentials.must_read(Credential.BROKER_URL))
        yield Orphans(session, broker, time.sleep)
    finally:
        session.close()


def release(credentials: Store) -> int:
    """Let tasks be sent anew that a scheduler left which is gone. Raises NotYetError."""
    with orphans(credentials) as left:
        return left.release()


@dataclass(frozen=True)
class LeftBehind:
    """What schedulers of a host that have ended leave, of all hosts where it is empty.

    Implements `Left`. It is a scheduler's help and not its condition: what fails is told.
    """

    credentials: Store
    hostname: str = ""

    async def release(self) -> None:
        """Let tasks be sent anew that were queued and never sent."""
        try:
            await asyncio.wait_for(asyncio.to_thread(self.release_now), LIMIT_S)
        except TimeoutError:
            say(f"it is not known in {LIMIT_S:.0f} s which tasks were never sent")

    def release_now(self) -> None:
        """Do it, as long as it takes."""
        try:
            with orphans(self.credentials) as left:
                left.end_jobs(self.hostname)
                released = left.release()
        except NotYetError as error:
            say(f"it is not known which tasks were never sent: {error}")
            return
        if released:
            say(f"{released} tasks were queued and never sent: the scheduler sends them anew")


def run() -> int:
    """Make ready what schedulers before this one have left; return the exit status.

    It is called before each start of a scheduler on this node. Where one schedules at a time, one
    that stands by has followed nobody yet; what it will follow, the fence releases.
    """
    node = NodeDescription.loads(places.NODE.read_text())
    exclusive = node.lease is not None and node.lease.exclusive
    if exclusive and not allowed():
        return 0
    hostname = "" if exclusive else socket.getfqdn()
    LeftBehind(Store(places.CREDENTIALS), hostname).release_now()
    return 0
