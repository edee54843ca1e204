"""How busy machines are, from what the kernel has counted of their processes."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from aeolus_sandbox.machines.machine import Machine


@dataclass
class CpuMeter:
    """Remembers what each machine had used when it was asked for last."""

    _before: dict[str, tuple[float, float]] = field(default_factory=dict)

    def percent(self, machine: Machine, now: float) -> float | None:
        """Return the share of its CPUs that a machine used since last; None at first."""
        identifier = machine.spec.instance_id
        used = machine.cgroup.cpu_s
        before = self._before.get(identifier)
        self._before[identifier] = (now, used)
        if before is None or now <= before[0] or used < before[1]:
            return None
        cpus = machine.spec.cpus or os.cpu_count() or 1
        return min(100.0, 100 * (used - before[1]) / (now - before[0]) / cpus)
