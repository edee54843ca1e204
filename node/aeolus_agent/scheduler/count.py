"""The command `count-messages`: how many tasks the broker holds, before it may be taken away."""

from __future__ import annotations

from aeolus_agent import places
from aeolus_agent.credentials.compose import Credential
from aeolus_agent.credentials.store import Store
from aeolus_agent.insist import NotYetError
from aeolus_agent.saying import say

from .redis_broker import RedisBroker


def run() -> int:
    """Print the number, and return the exit status: 1 where nobody can tell."""
    try:
        broker = RedisBroker(Store(places.CREDENTIALS).must_read(Credential.BROKER_URL))
        print(broker.count())
    except NotYetError as error:
        say(f"{error}")
        return 1
    return 0
