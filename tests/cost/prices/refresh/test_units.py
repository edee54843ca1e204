"""Prices are for as many as our unit says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from aeolus_cost.prices.refresh.rules import RULES
from aeolus_cost.prices.refresh.units import COUNT, OURS, UnitError, converted


@pytest.mark.parametrize(
    ("usd", "theirs", "ours", "wanted"),
    [
        ("0.045", "Hrs", "hour", "0.045"),
        ("0.0000002", "Request", "1M requests", "0.2"),
        ("0.00001", "Requests", "1k requests", "0.01"),
        ("0.000003", "Requests", "request", "0.000003"),
        ("0.000000125", "ReadRequestUnits", "1M RRU", "0.125"),
        # $0.04 a MiB/s, listed by the GiB/s.
        ("40.96", "GiBps-mo", "MBps-month", "0.04"),
        ("0.00013", "ReadCapacityUnit-Hrs", "RCU-hour", "0.00013"),
        ("1", "Keys", "key-month", "1"),
    ],
)
def test_converted(usd: str, theirs: str, ours: str, wanted: str) -> None:
    assert converted(Decimal(usd), theirs, ours) == Decimal(wanted)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [("GB", "GB-month"), ("Hrs", "key-month"), ("Keys", "hour"), ("GB-Mo", "GB-second")],
)
def test_what_measures_something_else_is_no_price(theirs: str, ours: str) -> None:
    with pytest.raises(UnitError, match=f"priced by '{theirs}', which is not our '{ours}'"):
        converted(Decimal(1), theirs, ours)


def test_every_unit_of_thousands_is_known() -> None:
    # An unknown unit counts single pieces: one of many pieces must not.
    many = {rule.unit for rule in RULES if rule.unit[0].isdigit()}
    assert many
    assert all(OURS[unit][0] == COUNT and OURS[unit][1] > 1 for unit in many)
