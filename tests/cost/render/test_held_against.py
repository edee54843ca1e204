"""MWAA and nights off, in words and as data."""

from __future__ import annotations

from decimal import Decimal

from aeolus_cost.estimate import Estimate
from aeolus_cost.mwaa import DIFFERS, MwaaCost, MwaaLine
from aeolus_cost.night import STOPPED, stopped_at_night
from aeolus_cost.render.held_against import held_against_as_json, mwaa_lines, night_lines
from support.pricing import money

MWAA = MwaaCost(
    environment_class="mw1.small",
    lines=(
        MwaaLine("Environment", "1 × 730 h", Decimal("0.49"), "hour", money(*["357.7"] * 3)),
        MwaaLine("NAT", "as now", Decimal(0), "", money("30", "31", "1000")),
    ),
    workers=money("1", "1.5", "25"),
)


def test_mwaa_is_told_with_its_class_workers_and_every_line() -> None:
    said = list(mwaa_lines(MWAA))
    assert said[:3] == [
        "the same on MWAA: $387.70 / $388.70 / $1,357.70 (floor / expected / ceiling), "
        "as mw1.small with 1 / 1.5 / 25 workers",
        "  Environment: 1 × 730 h × $0.49/hour = $357.70 / $357.70 / $357.70",
        "  NAT: as now = $30.00 / $31.00 / $1,000.00",
    ]


def test_where_the_comparison_limps_is_told() -> None:
    *_, last = mwaa_lines(MWAA)
    assert all(each in last for each in DIFFERS)


def test_a_ceiling_that_mwaa_cannot_reach_is_told_and_only_that() -> None:
    limit = "  MWAA has 25 workers at most: it would not reach the ceiling"
    assert limit not in list(mwaa_lines(MWAA))
    larger = MwaaCost(MWAA.environment_class, MWAA.lines, money("1", "2", "26"))
    assert limit in list(mwaa_lines(larger))


def test_nights_off_are_told_with_their_hours_and_what_bills_on(preview: Estimate) -> None:
    # Gateway 36.50 and Spot 7.30 / 14.60 / 21.90 stop for 108 of 168 hours; the disk bills on.
    assert list(night_lines(stopped_at_night(preview))) == [
        "stopped at night and at weekends (60 of 168 hours a week): "
        "saves $28.16 / $32.85 / $37.54; stopped for good it still bills $1.00",
        f"  {STOPPED}",
    ]


def test_hours_are_told_without_an_exponent(preview: Estimate) -> None:
    first, _ = night_lines(stopped_at_night(preview, Decimal("1E+2")))
    assert "(100 of 168 hours" in first


def test_as_data(preview: Estimate) -> None:
    found = held_against_as_json(MWAA, stopped_at_night(preview))
    assert found["mwaa"]["environment_class"] == "mw1.small"
    assert found["mwaa"]["fits"] is True
    assert found["mwaa"]["total"]["expected"] == "388.70"
    assert found["mwaa"]["lines"][1]["monthly"]["ceiling"] == "1000.00"
    assert found["night"] == {
        "stopped": STOPPED,
        "running_hours_per_week": "60",
        "saved": {"floor": "28.16", "expected": "32.85", "ceiling": "37.54"},
        "bills_on": {"floor": "1.00", "expected": "1.00", "ceiling": "1.00"},
    }


def test_a_stack_that_is_no_environment_has_neither() -> None:
    assert held_against_as_json(None, None) == {"mwaa": None, "night": None}
