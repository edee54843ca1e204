"""What came of a simulation, in the figures that people compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from aeolus_config.model import WorkerGroupConfig
from aeolus_cost.prices.book import NoPriceError, PriceBook

from .engine import Outcome
from .policy import View

HOUR = 3600.0
PERCENTILES = (50, 95, 99, 100)
ON_DEMAND, SPOT = "ec2.linux.ondemand", "ec2.linux.spot"


@dataclass(frozen=True)
class Dollars:
    """What instances cost; a range where some are Spot."""

    low: float
    high: float


@dataclass(frozen=True)
class Figures:
    """How one rule did: seconds that tasks waited, by percentile; workers; tasks that were killed.

    `never` are tasks that nobody took. `dollars` is None where a price is not known.
    """

    policy: str
    wait_seconds: dict[int, float]
    worker_hours: float
    average_workers: float
    most_workers: int
    killed: int
    never: int
    dollars: Dollars | None


def figures(policy: str, outcome: Outcome, group: WorkerGroupConfig, prices: PriceBook) -> Figures:
    """Return the figures of an outcome; dollars are those of the group's first instance type."""
    return Figures(
        policy,
        _percentiles(outcome.waits),
        round(outcome.worker_seconds / HOUR, 2),
        round(outcome.worker_seconds / outcome.length_s, 2) if outcome.length_s else 0.0,
        max((each.desired for each in outcome.timeline), default=0),
        outcome.killed,
        outcome.never,
        _dollars(outcome, group, prices),
    )


def _percentiles(waits: Sequence[float]) -> dict[int, float]:
    if not waits:
        return {}
    import numpy as np

    found = np.percentile(waits, PERCENTILES)
    return {name: round(float(each), 1) for name, each in zip(PERCENTILES, found, strict=True)}


def _dollars(outcome: Outcome, group: WorkerGroupConfig, prices: PriceBook) -> Dollars | None:
    spot_share = _spot_share(outcome.timeline, group)
    kind = group.instance_types[0]
    try:
        on_demand = prices.price(f"{ON_DEMAND}.{kind}")
        spot = prices.price(f"{SPOT}.{kind}") if spot_share else on_demand
    except NoPriceError:
        return None
    hours = Decimal(outcome.worker_seconds / HOUR)
    of_spot = hours * Decimal(spot_share)
    fixed = (hours - of_spot) * on_demand.usd
    return Dollars(
        round(float(fixed + of_spot * spot.usd), 2), round(float(fixed + of_spot * spot.highest), 2)
    )


def _spot_share(timeline: Sequence[View], group: WorkerGroupConfig) -> float:
    """Return the share of worker-hours that are Spot's."""
    total = sum(hours for hours, _ in _spans(timeline))
    share = group.spot_percentage / 100
    spot = sum(
        hours * max(0, workers - group.on_demand_base_capacity) / workers * share
        for hours, workers in _spans(timeline)
    )
    return spot / total if total else 0.0


def _spans(timeline: Sequence[View]) -> Iterator[tuple[float, int]]:
    """Yield worker-seconds and how many workers there were, where there were any."""
    for one, then in pairwise(timeline):
        if one.desired:
            yield (then.at - one.at) * one.desired, one.desired
