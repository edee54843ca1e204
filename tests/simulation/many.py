"""Many episodes, on all processors; and episodes of the protocol without one of its lines."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from .episode import Outcome, episode
from .mutations import Mutation

_AT_ONCE = 64
TESTS = Path(__file__).parents[1]
FUNCTION = TESTS.parent / "lambda" / "scheduler_failover"
ENOUGH = 6000
"""Seeds among which one notices each mutation; most are noticed by the first, one by seed 4007."""


def episodes(first: int) -> Iterator[Outcome]:
    """Yield the outcomes of seeds from `first` on, in their order, without end."""
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        for begin in itertools.count(first, _AT_ONCE):
            yield from pool.map(episode, range(begin, begin + _AT_ONCE), chunksize=4)


def caught(mutation: Mutation, seeds: int = ENOUGH) -> Outcome | None:
    """Return the first of so many seeds that notices a mutation, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "simulation.mutated", mutation.name, str(seeds)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (TESTS, FUNCTION)))},
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    return Outcome(**found) if found else None
