"""What a new file changes is told by key."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from aeolus_cost.prices.book import Price, PriceBook
from aeolus_cost.prices.refresh.changes import changes
from aeolus_cost.prices.refresh.document import book_of


def _book(**prices: str) -> PriceBook:
    rows = [
        Price(key=key, usd=Decimal(usd), unit="hour", source="price_list")
        for key, usd in prices.items()
    ]
    return book_of("us-east-1", rows, [], date(2026, 11, 23))


def test_new_gone_and_changed() -> None:
    found = changes(
        _book(stays="1.0", goes="1", moves="0.10"), _book(stays="1", comes="1", moves="0.12")
    )
    assert (found.new, found.gone) == (("comes",), ("goes",))
    assert {key: (old.usd, new.usd) for key, (old, new) in found.changed.items()} == {
        "moves": (Decimal("0.10"), Decimal("0.12"))
    }


def test_without_an_old_file_all_is_new() -> None:
    assert changes(None, _book(a="1", b="2")).new == ("a", "b")


def test_spot_prices_always_move() -> None:
    old, new = (
        book_of(
            "us-east-1",
            [
                Price(
                    key="ec2.linux.spot.m7g.large",
                    usd=Decimal(usd),
                    usd_high=Decimal(1),
                    unit="hour",
                    source="spot_history",
                )
            ],
            [],
            date(2026, 11, 23),
        )
        for usd in ("0.03", "0.04")
    )
    assert not changes(old, new).changed
