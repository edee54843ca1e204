"""A small cloud: masters in a group that replaces them, the Lambda, its events, an operator."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from aeolus_agent.scheduler.ports import FencedError
from aeolus_lease.record import Control, Lease, Mark
from aeolus_lease.store import ConflictError, UnavailableError
from aeolus_lease.timings import Timings
from scheduler_failover.decide import Decision
from scheduler_failover.failover import Report, fail_over
from scheduler_failover.replace import Group, Member

from .engine import Engine, pause
from .host import Host
from .master import Calls, Master
from .metastore import Metastore
from .network import Network
from .table import Table

AGAIN_S = 60.0
"""Lambda invokes a function that failed again after a minute (AWS Lambda Developer Guide)."""
TICK_S = 60.0


TIMINGS = Timings(rate=0.15, ttl=10.8, prepare=2.0)
"""As shipped, but that clocks differ more, the lease is as short as the rules then allow, and who
stands by has a scheduler ready so soon that what the last one was allowed is not over.
"""


class ViolationError(Exception):
    """Something happened that must never happen."""


@dataclass
class Invocation:
    """What one invocation of the function sees of the world."""

    world: World
    host: Host

    async def sleep(self, seconds: float) -> None:
        await self.host.sleep(seconds)

    async def ended(self, node: str) -> bool:
        await pause(0.05)
        return self.world.ec2_says_ended(node)

    def now(self) -> float:
        return self.host.wall()

    async def tell(self, decision: Decision, lease: Lease | None) -> None:
        self.world.say("λ", f"{decision.action}: {decision.reason}")
        await pause(0.05)

    async def group_of_masters(self) -> Group:
        await pause(0.05)
        members = [
            Member(name, well=not self.world.ec2_says_ended(name)) for name in self.world.masters
        ]
        return Group(len(members), tuple(members))

    async def stop(self, node: str) -> None:
        await pause(0.5)

    async def retire(self, node: str) -> None:
        await pause(0.5)


@dataclass
class World:
    """All of it, from one seed."""

    seed: int
    timings: Timings = TIMINGS
    masters: dict[str, Master] = field(default_factory=dict)
    timeline: list[str] = field(default_factory=list)
    ended_at: dict[str, float] = field(default_factory=dict)
    drop: float = 0.0
    """How often an invocation never begins."""
    superseded: dict[str, float] = field(default_factory=dict)
    """Whose scheduler runs though the lease is another's, since when."""
    _names: int = 0

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.engine = Engine()
        self.network = Network(self.random, self.timings.call, self._later)
        self.metastore = Metastore(self.violation)
        self.table = Table(self.violation, lambda: self.engine.now, self.timings.ttl, self.runs)
        for _ in range(2):
            self.add_master()
        self.engine.at(self.random.uniform(0, TICK_S), self._tick)
        self.engine.at(0.5, self._look)

    def say(self, who: str, what: str) -> None:
        """Keep a line of what happens."""
        self.timeline.append(f"{self.engine.now:9.3f}  {who:4}  {what}")

    def violation(self, what: str) -> None:
        """End this world."""
        self.say("!", what)
        raise ViolationError(what)

    def add_master(self) -> None:
        """Let the group launch one."""
        self._names += 1
        master = Master(
            self._host(f"m{self._names}"),
            self.timings,
            self.network,
            self.table,
            self.metastore,
            self.invoke,
            self.say,
        )
        self.masters[master.host.name] = master

    def lose(self, master: Master) -> None:
        """Let a machine lose its power; the group replaces it."""
        name = master.host.name
        if not master.host.on:
            return
        master.host.power_off()
        self.masters.pop(name)
        self.ended_at[name] = self.engine.now
        self.engine.at(self.random.uniform(40, 90), self.add_master)
        self.engine.at(self.random.uniform(1, 5), lambda: self.invoke("", None))

    def ec2_says_ended(self, node: str) -> bool:
        """Tell whether EC2 knows by now that an instance has ended."""
        ended = self.ended_at.get(node)
        return ended is not None and self.engine.now - ended > 1

    def invoke(self, who: str, mark: Mark | None) -> None:
        """Ask for an invocation: it comes once, twice, late or never."""
        report = Report(who, mark) if who else None
        if self.random.random() < self.drop:
            self.say("λ", "an invocation is lost")
            return
        for _ in range(2 if self.random.random() < 0.1 else 1):
            late = self.random.uniform(0.05, 1.5)
            if self.random.random() < 0.05:
                late += self.random.uniform(0, 60)
            self.engine.at(late, lambda: self._invoke(report))

    def _invoke(self, report: Report | None) -> None:
        host = self._host("λ")
        task = host.spawn(self._function(host, report))
        if self.random.random() < 0.05:
            self.engine.at(self.random.uniform(0, 12), task.end)

    async def _function(self, host: Host, report: Report | None) -> None:
        store = Calls("λ", self.network, self.table)
        try:
            await fail_over(store, Invocation(self, host), self.timings, report)
        except UnavailableError as error:
            self.say("λ", f"fails: {error}")
            self.engine.at(AGAIN_S, lambda: self._invoke(report))

    def promote(self, node: str) -> None:
        """Do what `aeolus scheduler promote` does."""
        lease = self.table.lease
        if lease:
            self.say("op", f"promote {node}")
            self.table.control = Control(self.table.control.paused, node, lease.epoch, "operator")

    def pause(self, paused: bool) -> None:
        """Do what `aeolus scheduler pause` and `resume` do."""
        self.say("op", "pause" if paused else "resume")
        before = self.table.control
        # An invocation that is under way may have seen what held until now, a wish too.
        if paused and (before.wanted or not before.paused):
            self.table.paused_at = self.engine.now
        self.table.control = Control(paused)

    def active(self) -> list[Master]:
        """Return the masters whose scheduler has written within the last three seconds."""
        recent = self.engine.now - 3
        return [
            each
            for name, each in self.masters.items()
            if self.metastore.last_commit.get(name, -9.0) > recent
        ]

    def _later(self, delay: float, effect: Callable[[], object]) -> None:
        """Let a call have its effect that nobody waits for any more."""

        def arrive() -> None:
            self.table.late = True
            with suppress(ConflictError, FencedError):
                effect()
            self.table.late = False

        self.engine.at(delay, arrive)

    def runs(self, node: str) -> bool:
        """Tell whether the scheduler of a master runs."""
        master = self.masters.get(node)
        return master is not None and master.scheduler.running

    def _host(self, name: str) -> Host:
        r = self.random
        return Host(
            name,
            self.engine,
            rate=r.uniform(1 - self.timings.rate, 1 + self.timings.rate),
            wall_offset=r.uniform(-5, 5),
            counts_frozen=r.random() < 0.5,
        )

    def _tick(self) -> None:
        self.invoke("", None)
        self.engine.at(TICK_S, self._tick)

    def _look(self) -> None:
        """Check that nobody's scheduler runs longer than its lease, nor long beside another's."""
        limit = self.timings.look + 2 * self.timings.call + self.timings.kill + 1
        for name, master in self.masters.items():
            scheduler, host = master.scheduler, master.host
            lease, now = self.table.lease, self.engine.now
            awake = host.frozen_at is None and now > host.settled_at
            if not (scheduler.running and awake and lease):
                self.superseded.pop(name, None)
                continue
            since = now - self.table.renewed.get(scheduler.epoch, 0.0)
            if since > self.timings.ttl:
                self.violation(f"{name} schedules {since:.1f} s after it renewed its lease last")
            if scheduler.epoch == lease.epoch or self.network.ails(name):
                self.superseded.pop(name, None)
            elif now - self.superseded.setdefault(name, now) > limit:
                self.violation(f"{name} schedules on, {limit:.1f} s after it lost its lease")
        self.engine.at(0.5, self._look)
