"""A trace of tasks on a group that a rule scales, event by event."""

from __future__ import annotations

import heapq
import math
import random
from array import array
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count

from .fleet import Fleet, Worker
from .policy import Order, Policy, View
from .traces import Task

NOTICED_S = 300.0
"""After which Airflow takes a task for lost whose worker is gone
(`[scheduler] task_instance_heartbeat_timeout`)."""
LIMIT_S = 7 * 86400.0
"""After the last task was queued: what has not begun by then never will."""


@dataclass(frozen=True)
class Outcome:
    """What came of it: seconds that each task waited, workers over time, and what was killed."""

    waits: array[float]
    timeline: list[View]
    worker_seconds: float
    length_s: float
    killed: int
    never: int
    """Tasks that nobody took."""


@dataclass
class Simulation:
    """One group at work; `boot_s` is from a worker's launch to its first task.

    `floor` tells how many workers its schedule wants, by seconds of the trace.
    """

    tasks: Sequence[Task]
    policy: Policy
    concurrency: int
    boot_s: float
    seed: int = 0
    floor: Callable[[float], int] = lambda second: 0
    _events: list[tuple[float, int, Callable[[], None]]] = field(default_factory=list, init=False)
    _killed: int = field(default=0, init=False)

    def run(self) -> Outcome:
        """Return what came of it, once every task is done or nothing goes on any more."""
        self._order, self._now = count(), 0.0
        self._fleet = Fleet(self.concurrency, random.Random(self.seed))
        self._queue: deque[int] = deque()
        self._running, self._done = 0, 0
        self._waits = array("d", bytes(8 * len(self.tasks)))
        timeline: list[View] = []
        arrived, tick = 0, 0.0
        last = (self.tasks[-1].queued_at if self.tasks else 0.0) + LIMIT_S
        while self._done < len(self.tasks) and self._now < last:
            arrival = self.tasks[arrived].queued_at if arrived < len(self.tasks) else math.inf
            event = self._events[0][0] if self._events else math.inf
            self._now = min(arrival, event, tick)
            if arrival <= self._now:
                self._queue.append(arrived)
                arrived += 1
            elif event <= self._now:
                heapq.heappop(self._events)[2]()
            else:
                view = self._view()
                timeline.append(view)
                self._carry_out(self.policy.order(view))
                tick += self.policy.period_s
            self._serve()
        timeline.append(self._view())
        self._fleet.close(self._now)
        never = len(self.tasks) - self._done
        seconds = self._fleet.worker_seconds
        return Outcome(self._waits, timeline, seconds, self._now, self._killed, never)

    def _view(self) -> View:
        fleet = self._fleet
        waiting, running = len(self._queue), self._running
        workers = len(fleet.booting), len(fleet.serving), len(fleet.idle)
        least = self.floor(self._now)
        return View(self._now, waiting, running, *workers, self.concurrency, least)

    def _at(self, moment: float, what: Callable[[], None]) -> None:
        heapq.heappush(self._events, (moment, next(self._order), what))

    def _serve(self) -> None:
        while self._queue and len(self._fleet.open):
            self._begin(self._queue.popleft())

    def _begin(self, task: int) -> None:
        worker = self._fleet.begin(task)
        self._running += 1
        self._waits[task] = self._now - self.tasks[task].queued_at
        self._at(self._now + self.tasks[task].seconds, partial(self._finish, worker, task))

    def _finish(self, worker: Worker, task: int) -> None:
        if self._fleet.finish(worker, task, self._now):
            self._running -= 1
            self._done += 1

    def _carry_out(self, order: Order) -> None:
        for _ in range(order.launch):
            worker = self._fleet.launch(self._now)
            self._at(self._now + self.boot_s, partial(self._join, worker))
        for worker in self._fleet.some(order.end_idle, idle=True):
            self._fleet.end(worker, self._now)
        for worker in self._fleet.some(order.end_any, idle=False):
            if worker.tasks and order.grace_s:
                self._fleet.leave(worker)
                self._at(self._now + order.grace_s, partial(self._kill, worker))
            else:
                self._kill(worker)

    def _join(self, worker: Worker) -> None:
        if not worker.ended:
            self._fleet.join(worker)

    def _kill(self, worker: Worker) -> None:
        if worker.ended:
            return
        for task in self._fleet.end(worker, self._now):
            self._running -= 1
            self._killed += 1
            self._at(self._now + NOTICED_S, partial(self._queue.append, task))
