"""The workers of a simulated group, each with its tasks."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(eq=False)
class Worker:
    """A worker: since when it is paid for, and what it does."""

    since: float
    serving: bool = False
    leaving: bool = False
    ended: bool = False
    tasks: set[int] = field(default_factory=set)


class Bag:
    """Workers of which one is taken by chance, or out, in no time however many there are."""

    def __init__(self) -> None:
        """Begin with none."""
        self._workers: list[Worker] = []
        self._places: dict[Worker, int] = {}

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._workers)

    def add(self, worker: Worker) -> None:
        """Put one in; one that is there stays."""
        if worker not in self._places:
            self._places[worker] = len(self._workers)
            self._workers.append(worker)

    def discard(self, worker: Worker) -> None:
        """Take one out; one that is not there is fine."""
        place = self._places.pop(worker, None)
        if place is not None:
            last = self._workers.pop()
            if last is not worker:
                self._workers[place] = last
                self._places[last] = place

    def any(self, chance: random.Random) -> Worker:
        """Return one, by chance: who asks the broker next is nobody's to say."""
        return self._workers[int(chance.random() * len(self._workers))]


@dataclass
class Fleet:
    """All workers that are paid for; `open` have a free slot, `idle` no task."""

    concurrency: int
    chance: random.Random
    booting: Bag = field(default_factory=Bag)
    serving: Bag = field(default_factory=Bag)
    open: Bag = field(default_factory=Bag)
    idle: Bag = field(default_factory=Bag)
    leaving: set[Worker] = field(default_factory=set)
    worker_seconds: float = 0.0

    def launch(self, now: float) -> Worker:
        """Return a new worker, which is paid for from now on and serves nobody yet."""
        worker = Worker(now)
        self.booting.add(worker)
        return worker

    def join(self, worker: Worker) -> None:
        """Let a worker that has booted serve."""
        self.booting.discard(worker)
        worker.serving = True
        for bag in (self.serving, self.open, self.idle):
            bag.add(worker)

    def begin(self, task: int) -> Worker:
        """Give a task to some worker that has a free slot; return which."""
        worker = self.open.any(self.chance)
        worker.tasks.add(task)
        self.idle.discard(worker)
        if len(worker.tasks) >= self.concurrency:
            self.open.discard(worker)
        return worker

    def finish(self, worker: Worker, task: int, now: float) -> bool:
        """Take note that a task has ended; return False of one that was killed before."""
        if task not in worker.tasks:
            return False
        worker.tasks.remove(task)
        if worker.leaving:
            if not worker.tasks:
                self.end(worker, now)
            return True
        self.open.add(worker)
        if not worker.tasks:
            self.idle.add(worker)
        return True

    def some(self, count: int, *, idle: bool) -> Iterator[Worker]:
        """Yield workers that are to end: of the idle, or of all, those that still boot first."""
        for _ in range(count):
            bags = (self.idle,) if idle else (self.booting, self.serving)
            bag = next((each for each in bags if len(each)), None)
            if bag is None:
                return
            worker = bag.any(self.chance)
            self._take_out(worker)
            yield worker

    def end(self, worker: Worker, now: float) -> set[int]:
        """Let a worker be gone; return the tasks that go with it."""
        killed, worker.tasks, worker.ended = worker.tasks, set(), True
        self._take_out(worker)
        self.leaving.discard(worker)
        self.worker_seconds += now - worker.since
        return killed

    def leave(self, worker: Worker) -> None:
        """Let a worker take no task any more."""
        worker.leaving = True
        self.leaving.add(worker)

    def _take_out(self, worker: Worker) -> None:
        for bag in (self.booting, self.serving, self.open, self.idle):
            bag.discard(worker)

    def close(self, now: float) -> None:
        """Count those that are left."""
        for bag in (self.booting, self.serving):
            while len(bag):
                self.end(bag.any(self.chance), now)
        for worker in list(self.leaving):
            self.end(worker, now)
