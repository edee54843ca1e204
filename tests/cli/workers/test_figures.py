"""Figures of an outcome, and what the workers in it cost."""

from __future__ import annotations

from array import array

import pytest

from aeolus_cli.workers.simulation.engine import Outcome
from aeolus_cli.workers.simulation.figures import Dollars, figures
from aeolus_cli.workers.simulation.policy import View
from aeolus_config.model import WorkerGroupConfig
from aeolus_cost.prices.book import PriceBook

HOUR = 3600.0
BOOK = PriceBook.model_validate(
    {
        "region": "us-east-1",
        "generated": "2026-01-01",
        "sources": {"a": {"what": "a", "confidence": "high"}},
        "prices": [
            {"key": "ec2.linux.ondemand.t4g.small", "usd": "0.10", "unit": "h", "source": "a"},
            {
                "key": "ec2.linux.spot.t4g.small",
                "usd": "0.02",
                "usd_high": "0.04",
                "unit": "h",
                "source": "a",
            },
        ],
    }
)


def view(hours: float, workers: int) -> View:
    return View(hours * HOUR, 0, 0, 0, workers, workers, 8)


def group(**changes: object) -> WorkerGroupConfig:
    return WorkerGroupConfig.model_validate(
        {"instance_types": ["t4g.small"], "max_size": 9, "queues": ["default"], **changes}
    )


# Two workers for an hour, four for another.
OUTCOME = Outcome(
    waits=array("d", [float(each) for each in range(101)]),
    timeline=[view(0, 2), view(1, 4), view(2, 0)],
    worker_seconds=6 * HOUR,
    length_s=4 * HOUR,
    killed=3,
    never=1,
)


def test_waits_workers_and_what_was_killed() -> None:
    made = figures("ours", OUTCOME, group(), BOOK)
    assert made.wait_seconds == {50: 50.0, 95: 95.0, 99: 99.0, 100: 100.0}
    assert (made.worker_hours, made.average_workers, made.most_workers) == (6.0, 1.5, 4)
    assert (made.killed, made.never) == (3, 1)


@pytest.mark.parametrize(
    ("changes", "dollars"),
    [
        ({}, Dollars(0.6, 0.6)),
        ({"spot_percentage": 100}, Dollars(0.12, 0.24)),
        ({"spot_percentage": 50}, Dollars(0.36, 0.42)),
        # Of the six worker-hours three are the base's, one in the first hour and one in the second.
        ({"spot_percentage": 100, "on_demand_base_capacity": 1}, Dollars(0.28, 0.36)),
    ],
)
def test_spot_is_a_range_above_the_base(changes: dict[str, int], dollars: Dollars) -> None:
    assert figures("ours", OUTCOME, group(**changes), BOOK).dollars == dollars


def test_a_price_that_is_not_known_is_no_zero() -> None:
    assert figures("ours", OUTCOME, group(instance_types=["m7g.large"]), BOOK).dollars is None
    without = PriceBook.model_validate({**BOOK.model_dump(), "prices": BOOK.prices[:1]})
    assert figures("ours", OUTCOME, group(spot_percentage=10), without).dollars is None


def test_nothing_that_happened_is_no_error() -> None:
    empty = Outcome(array("d"), [], 0.0, 0.0, 0, 0)
    made = figures("ours", empty, group(), BOOK)
    assert (made.wait_seconds, made.average_workers, made.dollars) == ({}, 0.0, Dollars(0, 0))
