"""Traces of tasks: when each was queued, and for how long it ran."""

from __future__ import annotations

import csv
import math
import random
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from aeolus_cli.errors import UserError

from .beginning import Beginning

HOUR = 3600.0
DEFAULT_QUEUE = "default"
COLUMNS = ("queued_at", "duration_seconds")
"""A file has these, and may have `queue`."""
_FORM = f"a trace is a CSV file with {' and '.join(COLUMNS)}, and queue if there are several"


class Task(NamedTuple):
    """A task: queued at, from the beginning of the trace on, and run for; both in seconds."""

    queued_at: float
    seconds: float


class Trace(NamedTuple):
    """Tasks, the first one first, and when second 0 is."""

    tasks: list[Task]
    begins: Beginning


def steady(chance: random.Random) -> list[Task]:
    """Return eight hours of a task every six seconds, of two minutes."""
    return list(_poisson(chance, 8 * HOUR, lambda _: 1 / 6, lambda: chance.expovariate(1 / 120)))


def daily(chance: random.Random) -> list[Task]:
    """Return a day that is busiest at 14 h, with 30 tasks a minute, and empty at 2 h."""

    def rate(at: float) -> float:
        return 0.5 * (1 + math.cos((at - 14 * HOUR) / (24 * HOUR) * 2 * math.pi)) / 2

    return list(_poisson(chance, 24 * HOUR, rate, lambda: chance.lognormvariate(math.log(60), 0.8)))


def herd(chance: random.Random) -> list[Task]:
    """Return 5,000 tasks of a minute at one moment, after ten minutes of nothing."""
    return [Task(600.0, chance.uniform(50, 70)) for _ in range(5000)]


def long_tail(chance: random.Random) -> list[Task]:
    """Return eight hours of tasks of which most take seconds, and a few take hours."""

    def seconds() -> float:
        return min(10 * chance.paretovariate(0.9), 6 * HOUR)

    return list(_poisson(chance, 8 * HOUR, lambda _: 1 / 5, seconds))


SHIPPED: dict[str, Callable[[random.Random], list[Task]]] = {
    "steady": steady,
    "daily": daily,
    "herd": herd,
    "long-tail": long_tail,
}


def trace(named: str, queues: Collection[str], seed: int) -> Trace:
    """Return a shipped trace by its name, or what a CSV file holds of some queues.

    A shipped one begins on Monday at 00:00; so does second 0 of a file's, unless it has times. The
    same seed, the same trace. Raises UserError for a file that is no trace, or has no task of these
    queues.
    """
    if named in SHIPPED:
        return Trace(sorted(SHIPPED[named](random.Random(seed))), Beginning())
    file = Path(named)
    if not file.is_file():
        raise UserError(
            f"there is no trace {named!r}",
            cure=f"name a CSV file, or one of {', '.join(SHIPPED)}",
        )
    found = sorted(_read(file, queues))
    if not found:
        raise UserError(
            f"{file} has no task of the queues {', '.join(sorted(queues))}",
            cure="see its column `queue`, or choose another --group",
        )
    begin = found[0][0].queued_at
    tasks = [Task(each.queued_at - begin, each.seconds) for each, _ in found]
    return Trace(tasks, Beginning.of(begin, dated=any(dated for _, dated in found)))


def _read(file: Path, queues: Collection[str]) -> Iterator[tuple[Task, bool]]:
    """Yield the tasks of some queues, each with whether it was queued at a time, not a number."""
    try:
        rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{file} cannot be read: {error}") from None
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise UserError(f"{file} has no column {' and no column '.join(missing)}", cure=_FORM)
    for row in rows:
        if (row.get("queue") or DEFAULT_QUEUE) in queues:
            try:
                yield _task(row)
            except (TypeError, ValueError) as error:
                raise UserError(f"{file}, line {rows.line_num}: {error}", cure=_FORM) from None


def _task(row: Mapping[str, str]) -> tuple[Task, bool]:
    queued_at, dated = _moment(row[COLUMNS[0]])
    task = Task(queued_at, float(row[COLUMNS[1]]))
    if not math.isfinite(queued_at):
        raise ValueError(f"no task is queued at {queued_at}")
    if not 0 <= task.seconds < math.inf:
        raise ValueError(f"no task takes {task.seconds} s")
    return task, dated


def _moment(text: str) -> tuple[float, bool]:
    """Return a moment in seconds, and whether it is a time, as ISO 8601 writes it."""
    try:
        return float(text), False
    except ValueError:
        return datetime.fromisoformat(text).timestamp(), True


def _poisson(
    chance: random.Random,
    length: float,
    rate: Callable[[float], float],
    seconds: Callable[[], float],
) -> Iterator[Task]:
    """Yield tasks at random moments, so many a second as `rate` says; it never exceeds one."""
    most = max(rate(length * step / 100) for step in range(101))
    at = chance.expovariate(most)
    while at < length:
        if chance.random() < rate(at) / most:
            yield Task(at, seconds())
        at += chance.expovariate(most)
