"""The same on Amazon MWAA: whole workers of a class, the first of them included."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from aeolus_cost.figures import Figures, cents
from aeolus_cost.mwaa import MwaaCost, same_on_mwaa
from aeolus_cost.prices.book import NoPriceError, load_prices
from aeolus_cost.prices.refresh.document import book_of
from support.pricing import REGION, money

BOOK = load_prices(REGION)
NOTHING = Figures.same(0)


def mwaa(floor: int, expected: int, ceiling: int, beside: Figures = NOTHING) -> MwaaCost:
    return same_on_mwaa(money(str(floor), str(expected), str(ceiling)), beside, BOOK)


def test_a_small_one_to_the_cent() -> None:
    # mwaa.environment.small: 0.49 × 730 h = 357.70; mwaa.meta_db: 0.10 × 10 GB = 1.00
    # mwaa.worker_or_scheduler.small: 0.055 × 730 h = 40.15; 5 tasks a worker, the first included:
    # none at a time: none more; 15: 3 workers, 2 more = 80.30; 25: 5 workers, 4 more = 160.60
    cost = mwaa(0, 15, 25)
    assert cost.environment_class == "mw1.small"
    assert cost.workers == Figures.of(1, 3, 5)
    assert cost.total.each(cents) == money("358.70", "439.00", "519.30")


@pytest.mark.parametrize(
    ("tasks", "workers"), [(0, 1), (1, 1), (5, 1), (6, 2), (10, 2), (11, 3), (125, 25)]
)
def test_a_worker_runs_five_tasks_and_there_is_always_one(tasks: int, workers: int) -> None:
    assert mwaa(0, 0, tasks).workers.ceiling == workers


def test_what_is_expected_is_an_average_and_not_rounded_up_to_whole_workers() -> None:
    slots = Figures(Decimal(2), Decimal("7.5"), Decimal(16))
    assert same_on_mwaa(slots, NOTHING, BOOK).workers == Figures.of("1", "1.5", "4")


def test_what_is_expected_is_never_below_the_floor() -> None:
    assert mwaa(6, 6, 6).workers == Figures.same(2)
    assert mwaa(6, 9, 11).workers == Figures.of(2, 2, 3)


def test_more_tasks_than_small_workers_can_run_take_a_larger_class() -> None:
    # 25 workers at most: 126 tasks are 26 small ones, 13 medium ones
    assert mwaa(0, 0, 125).environment_class == "mw1.small"
    # mwaa.environment.medium: 0.74 × 730 h = 540.20, and 1.00 of metadata
    cost = mwaa(0, 0, 126)
    assert (cost.environment_class, cost.total.expected) == ("mw1.medium", Decimal("541.20"))
    assert mwaa(0, 0, 251).environment_class == "mw1.large"


def test_what_no_class_can_run_is_the_largest_and_does_not_fit() -> None:
    assert mwaa(0, 0, 500).fits
    cost = mwaa(0, 0, 501)
    assert cost.environment_class == "mw1.large"
    assert cost.workers.ceiling == 26
    assert not cost.fits


def test_what_mwaa_needs_as_well_is_added_and_does_not_choose_the_class() -> None:
    alone, with_network = mwaa(0, 10, 20), mwaa(0, 10, 20, money("10", "20", "30"))
    assert with_network.environment_class == alone.environment_class
    assert with_network.total - alone.total == money("10", "20", "30")


def test_every_line_adds_up_to_the_total() -> None:
    cost = mwaa(3, 30, 60, money("1", "2", "3"))
    assert Figures.sum(line.monthly for line in cost.lines) == cost.total
    environment, workers, metadata, _ = cost.lines
    assert environment.formula == "1 × 730 h"
    assert workers.formula == "0 / 5 / 11 × 730 h"
    assert metadata.formula == "10 GB"


def test_a_region_without_prices_of_mwaa_is_told() -> None:
    book = book_of("eu-west-2", [], [], date(2026, 11, 22))
    with pytest.raises(NoPriceError, match=r"no price of mwaa\.environment\.small in eu-west-2"):
        same_on_mwaa(NOTHING, NOTHING, book)
