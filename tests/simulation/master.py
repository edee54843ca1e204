"""A master: its host, its scheduler, and the shipped keeper that runs it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aeolus_agent.scheduler.fence import SchedulerFence
from aeolus_agent.scheduler.keeper import Keeper
from aeolus_agent.scheduler.ports import Fitness
from aeolus_lease.record import Candidate, Lease, Mark
from aeolus_lease.store import State
from aeolus_lease.timings import Timings

from .engine import Task, pause
from .host import Host
from .metastore import Metastore
from .network import Network, Place
from .scheduler import Scheduler
from .table import Table


@dataclass
class Calls:
    """The ports of one who calls over the network: table, database and Lambda."""

    who: str
    network: Network
    table: Table

    async def read(self) -> State:
        return await self.network.call(self.who, Place.TABLE, self.table.read)

    async def renew(self, held: Lease) -> Lease:
        return await self.network.call(self.who, Place.TABLE, lambda: self.table.renew(held))

    async def release(self, held: Lease) -> None:
        await self.network.call(self.who, Place.TABLE, lambda: self.table.release(held))

    async def move(self, seen: Lease | None, to: Lease, *, mark: Mark | None) -> None:
        await self.network.call(self.who, Place.TABLE, lambda: self.table.move(seen, to, mark))

    async def beat(self, candidate: Candidate) -> None:
        await self.network.call(self.who, Place.TABLE, lambda: self.table.beat(candidate))

    async def candidates(self) -> Sequence[Candidate]:
        return await self.network.call(self.who, Place.TABLE, self.table.candidates)


@dataclass
class Roles:
    """The statements of the fence, each over the network."""

    who: str
    network: Network
    metastore: Metastore

    async def fit(self) -> Fitness:
        if self.network.reaches(self.who, Place.DATABASE):
            return Fitness(True)
        return Fitness(False, "the metastore cannot be reached")

    async def admit(self, epoch: int) -> str:
        await self.network.call(self.who, Place.DATABASE, lambda: self.metastore.admit(epoch))
        return f"epoch {epoch}"

    async def end_sessions(self, through: int) -> None:
        database = self.metastore
        await self.network.call(self.who, Place.DATABASE, lambda: database.end_sessions(through))


@dataclass
class Left:
    """What schedulers left, which takes its time to find."""

    network: Network

    async def release(self) -> None:
        await pause(self.network.random.choice((0.0, 0.1, 2.0)))


@dataclass
class Login:
    """What the scheduler logs in with: its epoch says it all here."""

    scheduler: Scheduler

    async def keep(self, epoch: int, login: str) -> None:
        self.scheduler.epoch = epoch


@dataclass
class Told:
    """The way to the Lambda."""

    who: str
    network: Network
    invoke: Callable[[str, Mark | None], None]

    async def report(self, lapsed: Mark | None) -> None:
        await self.network.call(self.who, Place.LAMBDA, lambda: self.invoke(self.who, lapsed))


class Master:
    """One of them."""

    def __init__(
        self,
        host: Host,
        timings: Timings,
        network: Network,
        table: Table,
        metastore: Metastore,
        invoke: Callable[[str, Mark | None], None],
        say: Callable[[str, str], None],
    ) -> None:
        self.host, self.timings, self.say = host, timings, say
        self.scheduler = Scheduler(host, metastore, network, timings.start, timings.kill)
        name = host.name
        self._parts = (
            Calls(name, network, table),
            SchedulerFence(Roles(name, network, metastore), Left(network), Login(self.scheduler)),
            Told(name, network, invoke),
        )
        self.agent: list[Task] = []
        self.keeper = self._keeper()
        self.start_agent()

    def _keeper(self) -> Keeper:
        store, fence, told = self._parts
        host = self.host
        return Keeper(
            node=host.name,
            zone="",
            store=store,
            fence=fence,
            daemon=self.scheduler,
            failover=told,
            timings=self.timings,
            clock=host.clock,
            wall=host.wall,
        )

    def start_agent(self, delay: float = 0.0) -> None:
        """Start the agent's process, which knows nothing of the one before."""
        self.keeper = self._keeper()
        self.agent = [
            self.host.spawn(self._look(self.keeper), delay),
            self.host.spawn(self._guard(self.keeper), delay),
        ]

    def kill_agent(self) -> None:
        """Kill the agent; systemd stops the scheduler that is bound to it, and starts it anew."""
        for task in self.agent:
            task.end()
        self.host.spawn(self.scheduler.stop())
        self.start_agent(delay=5.0)

    async def _look(self, keeper: Keeper) -> None:
        last = ""
        while True:
            sentence = await keeper.look()
            if sentence != last:
                last = sentence
                self.say(self.host.name, sentence)
            await self.host.sleep(self.timings.look)

    async def _guard(self, keeper: Keeper) -> None:
        while True:
            if sentence := await keeper.guard():
                self.say(self.host.name, sentence)
            await self.host.sleep(0.2)
