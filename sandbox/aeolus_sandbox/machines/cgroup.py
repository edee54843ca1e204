"""The cgroup of a machine: its limits, and one hold on all its processes.

What holds them is the unified hierarchy (cgroup v2), which is mounted everywhere. Limits are set
there too where its controllers are, else in the older hierarchies that have them (cgroup v1).
Linux kernel documentation, "Control Group v2" and "Control Groups version 1".
"""

from __future__ import annotations

import select
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.machines.hierarchies import Hierarchies, remove_tree

# A group that has limits may hold no process itself (v2, "No Internal Process Constraint").
LEAVES = ("hypervisor", "machine", "commands")
_PERIOD_US = 100_000
_SHARES = 1024  # which each has in the older hierarchy, instead of a weight of 100
_TOGETHER = 400
"""The weight of a region's machines all in all; each session beside them has 100. As one among many
they would boot for minutes beside a build, and fail over for want of CPU."""
_END_LIMIT_S = 20.0  # for the kernel, which needs milliseconds


@dataclass(frozen=True)
class Cgroup:
    """A group `name`, such as `region/i-0123`, in every hierarchy that matters."""

    name: str
    hierarchies: Hierarchies

    @property
    def _unified(self) -> Path:
        return self.hierarchies.unified / self.name

    def _directories(self) -> list[Path]:
        return [root / self.name for root in (self.hierarchies.unified, *self._older())]

    def _older(self) -> Iterator[Path]:
        yield from dict.fromkeys(self.hierarchies.older.values())

    def create(self, *, memory_bytes: int | None = None, cpus: float | None = None) -> None:
        """Make the group and its leaves, with limits where they are given."""
        controllers = [f"+{name}" for name in ("memory", "cpu") if self._is_unified(name)]
        for parent in reversed(self._unified.relative_to(self.hierarchies.unified).parents):
            above = self.hierarchies.unified / parent
            above.mkdir(exist_ok=True)
            (above / "cgroup.subtree_control").write_text(" ".join(controllers))
        for directory in self._directories():
            for leaf in LEAVES:
                (directory / leaf).mkdir(parents=True, exist_ok=True)
        if together := Path(self.name).parent.name:
            Cgroup(together, self.hierarchies).weigh(_TOGETHER)
        if memory_bytes:
            self._limit("memory", "memory.max", "memory.limit_in_bytes", str(memory_bytes))
        if cpus:
            quota = str(int(cpus * _PERIOD_US))
            self._limit("cpu", "cpu.max", "cpu.cfs_quota_us", quota)

    def _is_unified(self, controller: str) -> bool:
        there = (self.hierarchies.unified / "cgroup.controllers").read_text().split()
        return controller in there

    def _limit(self, controller: str, file: str, older_file: str, value: str) -> None:
        if self._is_unified(controller):
            (self._unified / file).write_text(value)
        elif controller in self.hierarchies.older:
            (self.hierarchies.older[controller] / self.name / older_file).write_text(value)

    def weigh(self, weight: int) -> None:
        """Give the group its part of the CPU, where others want it too that have 100."""
        shares = weight if self._is_unified("cpu") else weight * _SHARES // 100
        self._limit("cpu", "cpu.weight", "cpu.shares", str(shares))

    def leaf(self, name: str) -> list[Path]:
        """Return the directories of a leaf; who writes 0 to their `cgroup.procs` is in it."""
        return [directory / name for directory in self._directories()]

    def processes(self, leaf: str) -> list[int]:
        """Return the pids of a leaf; none when it is not there."""
        try:
            return [int(pid) for pid in (self._unified / leaf / "cgroup.procs").read_text().split()]
        except FileNotFoundError:
            return []

    @property
    def exists(self) -> bool:
        """Whether the group is there."""
        return self._unified.is_dir()

    @property
    def populated(self) -> bool:
        """Whether any process is in the group."""
        return self.exists and "populated 1" in (self._unified / "cgroup.events").read_text()

    @property
    def cpu_s(self) -> float:
        """The CPU time, in seconds, that the group's processes have used; 0 when it is gone."""
        try:
            lines = (self._unified / "cpu.stat").read_text().splitlines()
        except FileNotFoundError:
            return 0.0
        return int(dict(line.split() for line in lines)["usage_usec"]) / 1e6

    @property
    def frozen(self) -> bool:
        """Whether the group is frozen, or about to be."""
        return self.exists and (self._unified / "cgroup.freeze").read_text().strip() == "1"

    def freeze(self) -> None:
        """Stop every process of the group where it is; return when all have stopped."""
        (self._unified / "cgroup.freeze").write_text("1")
        self._await("frozen 1", _END_LIMIT_S)

    def thaw(self) -> None:
        """Let the group's processes go on."""
        (self._unified / "cgroup.freeze").write_text("0")

    def kill(self) -> None:
        """End every process of the group at once, frozen or not; return when none is left."""
        if self.exists:
            (self._unified / "cgroup.kill").write_text("1")
            self.await_empty(_END_LIMIT_S)
            self.thaw()  # who comes next is not to stop where these did

    def await_empty(self, limit_s: float) -> None:
        """Return when no process of the group is left. Raises SandboxError after `limit_s`."""
        self._await("populated 0", limit_s)

    def remove(self) -> None:
        """Remove the group, its leaves, and what systemd made below them; none is fine."""
        for directory in self._directories():
            remove_tree(directory)

    def _await(self, state: str, limit_s: float) -> None:
        deadline = time.monotonic() + limit_s
        # The kernel tells of each change of cgroup.events by an exceptional condition.
        with (self._unified / "cgroup.events").open() as events:
            watch = select.poll()
            watch.register(events, select.POLLPRI)
            while state not in events.read():
                if not watch.poll(max(0.0, deadline - time.monotonic()) * 1000):
                    raise SandboxError(
                        f"cgroup {self.name} does not become `{state}` within {limit_s:.0f} s"
                    )
                events.seek(0)
