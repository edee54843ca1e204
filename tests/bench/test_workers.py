"""How long a simulation of very many workers and tasks takes; `make bench` prints the table."""

from __future__ import annotations

import random
import time

import pytest

from aeolus_cli.workers.simulation.engine import Simulation
from aeolus_cli.workers.simulation.policies import POLICIES
from aeolus_cli.workers.simulation.traces import Task
from aeolus_scaling.rule import Limits
from bench.table import show

pytestmark = pytest.mark.bench

TASKS, WORKERS, CONCURRENCY = 1_000_000, 10_000, 8
HOURS = 4


def tasks() -> list[Task]:
    """Return so many tasks over some hours that all workers are wanted."""
    chance = random.Random(0)
    seconds = HOURS * 3600 * WORKERS * CONCURRENCY / TASKS
    return sorted(
        Task(chance.uniform(0, HOURS * 3600), chance.uniform(0.5, 1.5) * seconds)
        for _ in range(TASKS)
    )


def test_a_million_tasks_on_ten_thousand_workers() -> None:
    trace, rows = tasks(), []
    for make in POLICIES:
        policy = make(Limits(0, WORKERS, CONCURRENCY))
        began = time.monotonic()
        outcome = Simulation(trace, policy, CONCURRENCY, boot_s=60.0).run()
        took = time.monotonic() - began
        most = max(each.desired for each in outcome.timeline)
        rows.append((policy.name, f"{took:.1f}, {most} workers"))
    show(f"{TASKS} tasks on at most {WORKERS} workers, seconds a rule", rows)
