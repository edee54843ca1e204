"""The command `keep-lease`: a master's part in who schedules, until SIGTERM."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Protocol

from aeolus_agent import places
from aeolus_agent.aws import client
from aeolus_agent.credentials.compose import Credential
from aeolus_agent.credentials.store import Store
from aeolus_agent.database import Session
from aeolus_agent.description import Lease, NodeDescription
from aeolus_agent.instance import availability_zone, instance_id
from aeolus_agent.saying import alive, ready, say, status
from aeolus_agent.systemd import Systemctl
from aeolus_agent.watch.report import Phase
from aeolus_agent.watch.timeline import Timeline
from aeolus_lease.dynamodb import DynamoDbLease
from aeolus_lease.timings import timings_of

from .announcer import Announcer
from .fence import SchedulerFence
from .function import FailoverFunction
from .herald import Herald
from .keeper import Keeper
from .login import SchedulerLogin
from .progress import Progress
from .release import LeftBehind, release
from .roles import SchedulerRoles
from .sweep import Sweep
from .unit import SchedulerUnit

GUARD_S = 0.2
ALIVE_S = 1.0
THREADS = 64
"""A call that nobody waits for any more holds its thread until its own, longer time is over."""


class Part(Protocol):
    """What a master does."""

    async def look(self) -> str:
        """Do what is due, and return a sentence that says how it is."""

    async def guard(self) -> str:
        """Do what must not wait for a look; return a sentence if anything was done."""

    async def leave(self) -> str:
        """Hand over, and return a sentence."""


def run() -> int:
    """Play this master's part until SIGTERM; return the exit status."""
    node = NodeDescription.loads(places.NODE.read_text())
    if node.lease is None:
        say("this node has no part in who schedules")
        return 2
    part = part_of(node, node.lease)
    with asyncio.Runner() as runner:
        runner.get_loop().set_default_executor(ThreadPoolExecutor(THREADS))
        runner.run(play(part, timings_of(node.lease).look, teller()))
        # Calls may hang: nobody waits for their threads.
        os._exit(0)


def part_of(node: NodeDescription, lease: Lease) -> Part:
    """Return what this master does, on its machine and with its AWS."""
    timings, me, zone = timings_of(lease), instance_id(), availability_zone()
    credentials = Store(places.CREDENTIALS)

    def connect() -> Session:
        return Session(credentials.must_read(Credential.SQL_ALCHEMY_CONN))

    roles = SchedulerRoles(connect, node.metastore.name, limit_s=timings.call)
    soon = {"connect_timeout": timings.call, "read_timeout": timings.call}
    store = DynamoDbLease(client("dynamodb", node.region, **soon), lease.table, timings.call)
    fence = SchedulerFence(roles, LeftBehind(credentials), SchedulerLogin(node.metastore))
    daemon = SchedulerUnit(Systemctl(), Progress(connect), timings.start, settled)
    clocks = (time.monotonic, time.time)
    if not lease.exclusive:
        herald = Herald(me, zone, store, timings, *clocks)
        return Announcer(
            herald, fence, daemon, Sweep(partial(release, credentials), time.monotonic)
        )
    function = FailoverFunction(
        client("lambda", node.region, **soon), lease.function, me, timings.call
    )
    return Keeper(me, zone, store, fence, daemon, function, timings, *clocks)


def settled() -> bool:
    """Tell whether all daemons of this node have been healthy once."""
    return Phase.READY in Timeline(places.TIMELINE).read()


async def play(part: Part, look_s: float, tell: Callable[[str], None]) -> None:
    """Look every `look_s`, and guard meanwhile, until SIGTERM; then leave.

    What nobody foresaw ends it: systemd stops the scheduler then, and begins anew.
    """
    ending = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ending.set)
    ready()

    async def looks() -> None:
        while not ending.is_set():
            tell(await part.look())
            with suppress(TimeoutError):
                await asyncio.wait_for(ending.wait(), look_s)

    async def guards() -> None:
        while True:
            if done := await part.guard():
                tell(done)
            await asyncio.sleep(GUARD_S)

    async def lives() -> None:
        while True:
            alive()
            await asyncio.sleep(ALIVE_S)

    async with asyncio.TaskGroup() as group:
        others = [group.create_task(guards()), group.create_task(lives())]
        await looks()
        tell(await part.leave())
        for each in others:
            each.cancel()


def teller() -> Callable[[str], None]:
    """Return what says a sentence when it is another than before, and keeps it for systemd."""
    said = ""

    def tell(sentence: str) -> None:
        nonlocal said
        if sentence != said:
            said = sentence
            say(sentence)
            status(sentence)

    return tell
