"""How long no task starts when the active scheduler fails: drills of each kind, on prod's machines.

`DRILLS` says how many of each, `KINDS` which, all if it is not set; a drill of a host waits for the
machine that replaces it.
"""

from __future__ import annotations

import os
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from aeolus_cli.scheduler.drill.hands import Fault
from aeolus_cli.scheduler.drill.load import ANSWER_S, DagLoad
from aeolus_cli.scheduler.promote import moved
from bench.table import show
from support.booted import booted
from support.cluster import Cluster
from support.drills import all_done_once, at_work, await_ready_standby, await_standby, scheduler
from support.machines import needs_machines, until

pytestmark = [pytest.mark.bench, needs_machines]

DRILLS = int(os.environ.get("DRILLS", "10"))
PLANNED = "planned"
KINDS = os.environ.get("KINDS", "").split() or [*map(str, Fault), PLANNED]
STEADY_S = 0.5
"""Drills are measured by the wall clock, as their times come from several machines. A host that was
halted by whoever runs it sets its clock afterwards, by as much."""


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with booted(tmp_path_factory.mktemp("failover") / "project") as made:
        yield made


def test_detection_promotion_and_the_first_task_after(cluster: Cluster) -> None:
    took: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    # A first time takes longer, and a drill waits for no DAG that is not known yet.
    all_done_once(cluster, at_work(cluster))
    done = dict.fromkeys(KINDS, 0)
    while left := [kind for kind, times in done.items() if times < DRILLS]:
        for kind in left:
            # Each by itself: what the one before broke is whole again.
            cluster.await_healthy()
            await_ready_standby(cluster)
            before = clock_ahead()
            times = planned(cluster) if kind == PLANNED else struck(cluster, kind)
            if abs(by := clock_ahead() - before) > STEADY_S:
                print(f"{kind}, left out: this machine's clock was set by {by:.1f} s: {times}")
                continue
            done[kind] += 1
            for name, seconds in times.items():
                took[kind][name].append(seconds)
            print(f"{done[kind]} of {DRILLS}, {kind}: {times}", flush=True)
    show(
        f"failover, {DRILLS} drills of each kind: median and worst",
        [
            (f"{kind}, {name}", told(seconds))
            for kind, times in took.items()
            for name, seconds in times.items()
        ],
    )


def clock_ahead() -> float:
    """Return how far the wall clock is ahead of one that nobody sets."""
    return time.time() - time.monotonic()


def told(seconds: Sequence[float]) -> str:
    """Return median and worst."""
    return f"{statistics.median(seconds):.1f} {max(seconds):.1f}"


def struck(cluster: Cluster, fault: str) -> dict[str, float]:
    """Return the times of a drill."""
    times = scheduler(cluster, "drill", "--fault", fault, "--dag", "tick", "--yes")
    return {
        name: times[name] for name in ("detected", "promoted", "task") if times[name] is not None
    }


def planned(cluster: Cluster) -> dict[str, float]:
    """Return the times of a planned move, from the wish on: a command's own start is none of it."""
    before = await_standby(cluster)
    [other, *_] = set(cluster.ids("master")) - {before["holder"]}
    load = DagLoad(cluster.airflow().within(ANSWER_S), "tick")
    load.keep_up()
    began = time.time()
    with ThreadPoolExecutor(1) as apart:
        move = apart.submit(moved, cluster.lease, other, print)
        while not move.done():
            load.keep_up()
            time.sleep(0.2)
    move.result()
    # The one before queues tasks until it is put out, after the lease has moved.
    promoted, found = time.time(), list[float]()

    def started() -> bool:
        load.keep_up()
        found.extend(filter(None, [load.first_task(promoted)]))
        return bool(found)

    until(started, "a task starts")
    return {"promoted": promoted - began, "task": found[0] - began}
