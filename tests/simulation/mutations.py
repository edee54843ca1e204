"""Each line that keeps the protocol safe, and what it is without: the simulation must notice.

A process that is started with one imports the changed module; nothing is written.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

KEEPER = "aeolus_agent.scheduler.keeper"
FENCE = "aeolus_agent.scheduler.fence"
FAILOVER = "scheduler_failover.failover"


@dataclass(frozen=True)
class Mutation:
    """A change of the text of a module; `old` is there exactly once."""

    name: str
    module: str
    old: str
    new: str

    def source(self) -> Path:
        """Return the file of the module."""
        spec = find_spec(self.module)
        assert spec is not None
        assert spec.origin is not None
        return Path(spec.origin)

    def applied(self, source: str) -> str:
        """Return the text of the module, changed. Raises ValueError when it is not as expected."""
        if source.count(self.old) != 1:
            raise ValueError(f"{self.name}: {self.old!r} is not once in {self.module}")
        return source.replace(self.old, self.new)


ALL = (
    Mutation(
        "sessions of before stay open",
        FENCE,
        "        await self.roles.end_sessions(epoch)\n",
        "",
    ),
    Mutation(
        "the scheduler may begin before the fence is raised",
        KEEPER,
        "            await self.fence.raise_to(lease.epoch)\n",
        "            await self.daemon.allow(self.clock() + self.timings.stop)\n"
        "            await self.fence.raise_to(lease.epoch)\n",
    ),
    Mutation(
        "it starts without a renewal of its own",
        KEEPER,
        "            await self._renew(lease)\n        except ConflictError:\n            return",
        "            self.deadline = self.clock() + self.timings.stop\n"
        "            await self.daemon.allow(self.deadline)\n"
        "        except ConflictError:\n            return",
    ),
    Mutation(
        "the guard sleeps",
        KEEPER,
        "if not self.epoch or self.clock() < self.deadline:",
        "if True:",
    ),
    Mutation(
        "a scheduler that does nothing is renewed",
        KEEPER,
        "if not work.well and not work.starting:",
        "if False:",
    ),
    Mutation(
        "who lost the lease schedules on",
        KEEPER,
        "        await self._stop()\n        await self._prepare(work)\n",
        "        await self._prepare(work)\n",
    ),
    Mutation(
        "a start that comes late starts it",
        "aeolus_agent.scheduler.allowance",
        "return now < until",
        "return True",
    ),
    Mutation(
        "what the last one was allowed lets the next one begin",
        KEEPER,
        "            await self.daemon.allow(0.0)\n",
        "",
    ),
    Mutation(
        "it is given back before it is stopped",
        KEEPER,
        "        await self._stop()\n        try:\n            await self.store.release(lease)\n",
        "        try:\n            await self.store.release(lease)\n",
    ),
    Mutation(
        "the holder's time begins when its renewal is answered",
        KEEPER,
        "        await self.store.renew(lease)\n",
        "        await self.store.renew(lease)\n        sent = self.clock()\n",
    ),
    Mutation(
        "a lease is old from when it was asked for",
        "aeolus_lease.observer",
        "self._mark, self._since = mark, received",
        "self._mark, self._since = mark, sent",
    ),
    Mutation(
        "renewals are not seen",
        "aeolus_lease.observer",
        "if mark != self._mark:",
        "if self._mark is None or mark.epoch != self._mark.epoch:",
    ),
    Mutation(
        "clocks run alike",
        "aeolus_lease.timings",
        "return self.ttl / (1 - self.rate)",
        "return self.ttl",
    ),
    Mutation(
        "a lease is moved though it was renewed",
        FAILOVER,
        "await store.move(lease, moved, mark=mark)",
        "await store.move(lease, moved, mark=None)",
    ),
    Mutation(
        "any report is believed",
        FAILOVER,
        "lapsed=report is not None and report.lapsed == lease.mark",
        "lapsed=report is not None",
    ),
    Mutation(
        "the function does not look twice",
        FAILOVER,
        "lapsed=later.lease.mark == lease.mark",
        "lapsed=True",
    ),
    Mutation(
        "the epoch stays",
        FAILOVER,
        "epoch = lease.epoch + 1 if lease else 1",
        "epoch = lease.epoch if lease else 1",
    ),
    Mutation(
        "a pause is not heeded",
        "scheduler_failover.decide",
        "if control.paused:",
        "if False:",
    ),
)


class _Finder(MetaPathFinder):
    def __init__(self, mutation: Mutation) -> None:
        self.mutation = mutation

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self.mutation.module:
            return None
        spec = PathFinder.find_spec(fullname, path)
        if spec is not None and spec.origin:
            spec.loader = _Loader(fullname, spec.origin, self.mutation)
        return spec


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, mutation: Mutation) -> None:
        super().__init__(name, path)
        self.mutation = mutation

    def get_code(self, fullname: str) -> object:  # type: ignore[override]
        source = self.get_data(self.path).decode()
        return compile(self.mutation.applied(source), self.path, "exec")


def install(mutation: Mutation) -> None:
    """Let this process import the module as it is with the mutation. Before it is imported."""
    assert mutation.module not in sys.modules
    sys.meta_path.insert(0, _Finder(mutation))
