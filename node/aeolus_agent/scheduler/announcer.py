"""Where each master schedules: a master's part, which is to say how it is."""

from __future__ import annotations

from dataclasses import dataclass

from aeolus_lease.store import UnavailableError

from .herald import Herald
from .ports import Daemon, Fence, Fitness
from .sweep import Sweep


@dataclass
class Announcer:
    """Looks how a master is, has it said, and sweeps up after others."""

    herald: Herald
    fence: Fence
    daemon: Daemon
    sweep: Sweep

    async def look(self) -> str:
        """Say what is due to be said, and return it as a sentence."""
        fitness = await self._fitness()
        sentence = "schedules, as each master does" if fitness.fit else fitness.reason
        said = [sentence]
        try:
            await self.herald.say(fitness)
        except UnavailableError as error:
            said.append(f"nobody can be told: {error}")
        return "; ".join([*said, *filter(None, [await self.sweep.look()])])

    async def guard(self) -> str:
        """Do nothing: no scheduler ends for want of a lease."""
        return ""

    async def leave(self) -> str:
        """Do nothing: systemd stops the scheduler."""
        return "leaves"

    async def _fitness(self) -> Fitness:
        work = await self.daemon.work()
        if not work.well and not work.starting:
            return Fitness(False, work.reason)
        return await self.fence.fit()
