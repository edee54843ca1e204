"""The command `release-orphans`, before each start of a scheduler on this node."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from aeolus_agent import places
from aeolus_agent.credentials.compose import Credential
from aeolus_agent.credentials.store import Store
from aeolus_agent.database import Session
from aeolus_agent.description import NodeDescription
from aeolus_agent.insist import NotYetError
from aeolus_agent.saying import say

from .orphans import Orphans
from .redis_broker import RedisBroker


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


def run() -> int:
    """Make ready what schedulers before this one have left; return the exit status.

    It is a scheduler's help and not its condition: what fails is told, and the scheduler starts.
    """
    node = NodeDescription.loads(places.NODE.read_text())
    # Where one schedules at a time, nobody does at this moment.
    hostname = "" if node.lease and node.lease.exclusive else socket.getfqdn()
    try:
        with orphans(Store(places.CREDENTIALS)) as left:
            left.end_jobs(hostname)
            released = left.release()
    except NotYetError as error:
        say(f"it is not known which tasks were never sent: {error}")
        return 0
    if released:
        say(f"{released} tasks were queued and never sent: the scheduler sends them anew")
    return 0
