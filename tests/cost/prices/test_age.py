"""Previews say how old their prices are, and warn when that is too old."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from aeolus_cost.prices.age import prices_as_json, prices_sentence
from aeolus_cost.prices.refresh.document import book_of

MADE = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (0, "prices of 2026-11-22, 0 days old"),
        (1, "prices of 2026-11-22, 1 day old"),
        (90, "prices of 2026-11-22, 90 days old"),
        (
            91,
            "WARNING: prices of 2026-11-22 are 91 days old"
            " → aeolus prices refresh --region eu-west-2",
        ),
    ],
)
def test_age(days: int, sentence: str) -> None:
    book = book_of("eu-west-2", [], [], MADE)
    assert prices_sentence(book, MADE + timedelta(days)) == sentence


@pytest.mark.parametrize(("days", "stale"), [(0, False), (90, False), (91, True)])
def test_age_for_a_script(days: int, stale: bool) -> None:
    book = book_of("eu-west-2", [], [], MADE)
    assert prices_as_json(book, MADE + timedelta(days)) == {
        "region": "eu-west-2", "generated": "2026-11-22", "age_days": days, "stale": stale,
    }  # fmt: skip
