"""Where each master schedules: what one leaves that ends is looked for before the others adopt it.

They take a scheduler for dead after `[scheduler] scheduler_health_check_threshold`, 30 s, and what
it queued and never sent for sent (`orphans.py`). The one that starts in its place comes too late.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from aeolus_agent.insist import NotYetError

EVERY_S = 5.0
LIMIT_S = 5.0


@dataclass
class Sweep:
    """Calls `release`, which returns how many tasks are to be sent anew, every five seconds."""

    release: Callable[[], int]
    clock: Callable[[], float]
    _last: float | None = field(default=None, init=False)
    _fault: str = field(default="", init=False)

    async def look(self) -> str:
        """Return a sentence if there was anything; who does not answer is not waited for.

        A fault is told until it is over, between two looks too: the journal has each change once.
        """
        now = self.clock()
        if self._last is not None and now - self._last < EVERY_S:
            return self._fault
        self._last, self._fault = now, ""
        try:
            released = await asyncio.wait_for(asyncio.to_thread(self.release), LIMIT_S)
        except (NotYetError, TimeoutError) as error:
            why = str(error) or "no answer"
            self._fault = f"it is not known which tasks were never sent: {why}"
            return self._fault
        return f"{released} tasks of a scheduler that is gone were never sent" if released else ""
