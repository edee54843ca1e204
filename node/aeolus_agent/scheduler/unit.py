"""The scheduler's unit, as the keeper of the lease looks at it and moves it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from aeolus_agent import ports
from aeolus_agent.files import replace
from aeolus_agent.install.roles import SCHEDULER
from aeolus_agent.places import SCHEDULER_UNTIL
from aeolus_agent.systemd import Systemd, Unit
from aeolus_agent.watch.probes import Probe, answers
from aeolus_agent.watch.seen import Seen

from .ports import Work

_BETWEEN = ("activating", "deactivating")
"""It is started, or has ended and is started again."""
ANSWER_S = 1.5
"""Who waits longer for an answer comes too late to renew the lease."""
_HEALTHY = answers(ports.SCHEDULER_HEALTH, "/health", ANSWER_S)


@dataclass
class SchedulerUnit:
    """systemd's unit; implements `Daemon`.

    `progress` tells whether work that is due is done, `start_s` how long a start may take until it
    must be; one that has been at work since it was started is not starting any more. `settled`
    tells whether the machine has started what else it has.
    """

    systemd: Systemd
    progress: Probe
    start_s: float
    settled: Callable[[], bool]
    healthy: Probe = _HEALTHY
    now: Callable[[], float] = time.time
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)
    """systemd gives up a stop for a start that comes meanwhile."""
    _worked: float = field(default=0.0, init=False)
    """When that one was started which has been seen at work."""
    _told: float = field(default=0.0, init=False)
    """When it was asked for last."""

    async def work(self) -> Work:
        """Return how it is."""
        unit = await self._unit()
        if unit.state == "inactive":
            return Work(False, False, reason="it does not run")
        if unit.state == "failed":
            return Work(True, False, reason="systemd has given it up: it ended again and again")
        if unit.state in _BETWEEN:
            starting = self.now() - max(unit.began, self._told) < self.start_s
            return Work(True, False, starting, reason="its start does not end")
        for probe in (self.healthy, self.progress):
            seen = await self._seen(probe)
            if seen.works is False:
                # It may have ended just now, and be started again.
                again = await self._unit()
                anew = (again.state, again.entered) != (unit.state, unit.entered)
                return Work(True, False, anew or self._starting(unit), seen.reason)
        self._worked = unit.entered
        return Work(True, True)

    async def allow(self, until: float) -> None:
        """Let it begin until this moment of the monotonic clock."""
        await asyncio.to_thread(replace, SCHEDULER_UNTIL, f"{until:.3f}")

    async def prepare(self) -> None:
        """Start it once the machine has settled: at its boot others want the processor."""
        if await asyncio.to_thread(self.settled):
            await self.start()

    async def start(self) -> None:
        """Start it: it gets ready, and begins when it may."""
        self._told = self.now()
        async with self._one_at_a_time:
            await asyncio.to_thread(self.systemd.start, [SCHEDULER])

    async def stop(self) -> None:
        """Return when no process of it is left: `TimeoutStopSec=` of the unit sees to it."""
        async with self._one_at_a_time:
            await asyncio.to_thread(self.systemd.stop, [SCHEDULER])

    async def _seen(self, probe: Probe) -> Seen:
        """Return what a probe sees in time; of what takes longer, nothing is known."""
        try:
            return await asyncio.wait_for(asyncio.to_thread(probe), 2 * ANSWER_S)
        except TimeoutError:
            return Seen(None, "it cannot be looked at in time")

    async def _unit(self) -> Unit:
        return (await asyncio.to_thread(self.systemd.units, [SCHEDULER]))[SCHEDULER]

    def _starting(self, unit: Unit) -> bool:
        return unit.entered != self._worked and self.now() - unit.entered < self.start_s
