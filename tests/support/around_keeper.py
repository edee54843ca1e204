"""What is around a keeper of the lease, in memory, and a look that is taken of it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from aeolus_agent.scheduler.keeper import Keeper
from aeolus_agent.scheduler.ports import FencedError, Fitness, Work
from aeolus_lease.record import Candidate, Lease, Mark
from aeolus_lease.store import ConflictError, State, UnavailableError
from aeolus_lease.timings import Timings

FIT = Fitness(True)
WELL = Work(True, True)
STOPPED = Work(False, False)
READY = Work(True, False, starting=True)
ILL = Work(True, False, reason="it has looked at no run for 40 s")


@dataclass
class Around:
    """All that a keeper needs, in memory; `did` is what it asked for, in its order."""

    state: State = field(default_factory=lambda: State(None))
    running: Work = STOPPED
    fitness: Fitness = FIT
    down: bool = False
    fenced: bool = False
    time: float = 100.0
    did: list[str] = field(default_factory=list)
    said: list[Candidate] = field(default_factory=list)

    async def read(self) -> State:
        if self.down:
            raise UnavailableError("DynamoDB does not answer")
        return self.state

    async def renew(self, held: Lease) -> Lease:
        if self.state.lease is None or self.state.lease.epoch != held.epoch:
            raise ConflictError
        self.did.append("renew")
        return held

    async def release(self, held: Lease) -> None:
        self.did.append("release")

    async def move(self, seen: Lease | None, to: Lease, *, mark: Mark | None) -> None:
        raise AssertionError("a master moves no lease")

    async def beat(self, candidate: Candidate) -> None:
        self.said.append(candidate)

    async def candidates(self) -> list[Candidate]:
        return self.said

    async def fit(self) -> Fitness:
        return self.fitness

    async def raise_to(self, epoch: int) -> None:
        if self.fenced:
            raise FencedError("epoch 9 has begun")
        self.did.append(f"fence {epoch}")

    async def work(self) -> Work:
        return self.running

    async def allow(self, until: float) -> None:
        self.did.append(f"allow {until:g}")

    async def prepare(self) -> None:
        self.did.append("prepare")
        self.running = READY

    async def start(self) -> None:
        self.did.append("start")
        self.running = WELL

    async def stop(self) -> None:
        self.did.append("stop")
        self.running = STOPPED

    async def report(self, lapsed: Mark | None) -> None:
        self.did.append(f"report {lapsed}")


def keeper_of(around: Around) -> Keeper:
    """Return the keeper of master `m1`, with this around it."""
    return Keeper(
        node="m1",
        zone="",
        store=around,
        fence=around,
        daemon=around,
        failover=around,
        timings=Timings(),
        clock=lambda: around.time,
        wall=lambda: 0.0,
    )


def look(keeper: Keeper, around: Around) -> tuple[str, list[str]]:
    """Return what a look says, and what it asked for."""
    around.did.clear()
    return asyncio.run(keeper.look()), list(around.did)


def hold(keeper: Keeper, around: Around) -> None:
    """Let the master hold the lease of epoch 4, and schedule."""
    around.state = State(Lease("m1", 4, reason="m2 gave the lease back"))
    look(keeper, around)
