"""Simulated time: coroutines that sleep, woken in an order that a seed decides."""

from __future__ import annotations

import heapq
import inspect
import types
from collections.abc import Callable, Coroutine, Generator
from dataclasses import dataclass, field
from typing import Any


@types.coroutine
def pause(seconds: float) -> Generator[float, None, None]:
    """Sleep, in seconds of true time."""
    yield seconds


@dataclass(eq=False)
class Task:
    """A coroutine that runs on something which can stand still, or end at any of its pauses."""

    coroutine: Coroutine[Any, None, Any]
    standing: Callable[[], bool]
    ended: bool = False

    def end(self) -> None:
        """End it where it is: nothing of it runs any more."""
        self.ended = True
        if inspect.getcoroutinestate(self.coroutine) != inspect.CORO_RUNNING:
            self.coroutine.close()


@dataclass
class Engine:
    """What is due when. `now` is true time, in seconds."""

    now: float = 0.0
    _due: list[tuple[float, int, Callable[[], object]]] = field(default_factory=list)
    _count: int = 0

    def at(self, delay: float, action: Callable[[], object]) -> None:
        """Do something after a while."""
        self._count += 1
        heapq.heappush(self._due, (self.now + delay, self._count, action))

    def spawn(
        self,
        coroutine: Coroutine[Any, None, Any],
        standing: Callable[[], bool] = lambda: False,
        delay: float = 0.0,
    ) -> Task:
        """Start a coroutine; while `standing()` it does not go on."""
        task = Task(coroutine, standing)
        self.at(delay, lambda: self._step(task))
        return task

    def run(self, until: float) -> None:
        """Let all happen that is due until then."""
        while self._due and self._due[0][0] <= until:
            self.now, _, action = heapq.heappop(self._due)
            action()
        self.now = until

    def _step(self, task: Task) -> None:
        if task.ended:
            # Closed without running what is left of it: a process that is killed does nothing.
            return
        if task.standing():
            self.at(0.05, lambda: self._step(task))
            return
        try:
            delay = task.coroutine.send(None)
        except StopIteration:
            task.ended = True
            return
        self.at(max(0.0, float(delay)), lambda: self._step(task))
