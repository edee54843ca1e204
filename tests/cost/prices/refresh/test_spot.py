"""A Spot price is a range with its date, never one number."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from aeolus_cost.prices.refresh.spot import SpotPrice, ranges

TODAY = date(2026, 11, 23)


def _price(zone: str, usd: str, type_: str = "m7g.large") -> SpotPrice:
    return SpotPrice(type_, zone, Decimal(usd))


def test_from_the_lowest_to_the_highest_of_all_zones_and_days() -> None:
    history = [
        _price("us-east-1a", "0.0409"),
        _price("us-east-1b", "0.0267"),
        _price("us-east-1b", "0.0311"),
        _price("us-east-1a", "0.0134", "t4g.medium"),
    ]
    large, medium = ranges(history, "us-east-1", TODAY)
    assert (large.key, large.usd, large.highest) == (
        "ec2.linux.spot.m7g.large",
        Decimal("0.0267"),
        Decimal("0.0409"),
    )
    assert (large.date, large.note, large.source) == ("2026-11-23", "2 zones", "spot_history")
    assert (medium.key, medium.usd, medium.usd_high) == (
        "ec2.linux.spot.t4g.medium",
        Decimal("0.0134"),
        Decimal("0.0134"),
    )


def test_local_zones_and_other_regions_are_left_out() -> None:
    history = [
        _price("us-east-1a", "0.03"),
        _price("us-east-1-atl-2a", "0.01"),
        _price("us-east-2a", "0.02"),
    ]
    assert [(row.usd, row.usd_high) for row in ranges(history, "us-east-1", TODAY)] == [
        (Decimal("0.03"), Decimal("0.03"))
    ]


def test_no_history_is_no_price() -> None:
    assert ranges([], "us-east-1", TODAY) == []
