"""From a stack to money: what is counted, and what is told where it cannot be."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from aeolus_cost.catalogue import FREE, PRICED
from aeolus_cost.catalogue.resource_type import NotPricedError, ResourceType, View
from aeolus_cost.component import Component, hourly
from aeolus_cost.estimate import Estimate, estimate
from aeolus_cost.figures import Figures
from aeolus_cost.prices.book import Price, PriceBook, Source
from aeolus_cost.reading.stack import Resource
from aeolus_cost.reading.synthesized import read_configuration
from aeolus_cost.usage.usage import Usage

BOOK = PriceBook(
    region="test-1",
    generated=date(2026, 11, 1),
    sources={
        "sure": Source(what="a list", confidence="high"),
        "heard": Source(what="a blog", confidence="medium"),
    },
    prices=tuple(
        Price(key=key, usd=Decimal(usd), usd_high=high, unit="hour", source=source)
        for key, usd, high, source in (
            ("small", "0.01", None, "sure"),
            ("large", "0.10", None, "heard"),
            ("range", "0.02", Decimal("0.04"), "sure"),
        )
    ),
)


class Thing(ResourceType):
    """A resource type whose arguments are price keys."""

    type = "test_thing"

    def components(self, resource: Resource, view: View) -> list[Component]:
        keys = resource.values.texts("keys")
        if "forbidden" in keys:
            raise NotPricedError("forbidden things have no rule")
        unit = resource.values.text("unit", "hour")
        spot = resource.values.flag("spot")
        return [Component("Thing", Figures.of(1, 2, 3), unit, keys, "1 / 2 / 3", spot=spot)]


@pytest.fixture(autouse=True)
def catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PRICED, Thing.type, Thing())
    monkeypatch.setitem(FREE, "test_gift", "gifts are free")


def of(**things: object) -> Estimate:
    stack = read_configuration("test", {"resource": {"test_thing": things}})
    return estimate(stack, Usage(), BOOK)


def test_quantity_times_price() -> None:
    assert of(a={"keys": ["small"]}).total == Figures.of("0.01", "0.02", "0.03")


def test_alternatives_count_the_cheapest_the_first_and_the_dearest() -> None:
    # 1 × 0.01, 2 × 0.10 (the first), 3 × 0.10
    assert of(a={"keys": ["large", "small"]}).total == Figures.of("0.01", "0.20", "0.30")


def test_a_range_counts_its_ends_and_its_middle() -> None:
    # 1 × 0.02, 2 × 0.03, 3 × 0.04
    assert of(a={"keys": ["range"]}).total == Figures.of("0.02", "0.06", "0.12")


def test_spot_and_on_demand_stand_apart() -> None:
    both = of(a={"keys": ["small"]}, b={"keys": ["range"], "spot": True})
    assert both.on_demand == Figures.of("0.01", "0.02", "0.03")
    assert both.spot == Figures.of("0.02", "0.06", "0.12")
    assert both.total == both.on_demand + both.spot


def test_a_price_that_is_not_sure_is_marked() -> None:
    (_, sure), (_, heard) = of(a={"keys": ["small"]}, b={"keys": ["small", "large"]}).lines
    assert (sure.unsure, heard.unsure) == (False, True)


@pytest.mark.parametrize(
    ("body", "what", "reason"),
    [
        ({"keys": ["none"]}, "Thing", "no price of none in test-1's price file"),
        ({"keys": ["small"], "unit": "GB"}, "Thing", "counted in GB, but small is priced by hour"),
        ({"keys": ["forbidden"]}, "", "forbidden things have no rule"),
        ({"keys": "${local.keys}"}, "", "keys is ${local.keys}, known only after apply"),
    ],
)
def test_what_cannot_be_priced_is_told_with_why(
    body: dict[str, object], what: str, reason: str
) -> None:
    result = of(a=body, b={"keys": ["small"]})
    (unpriced,) = result.unpriced
    assert (unpriced.address, unpriced.what, unpriced.reason) == ("test_thing.a", what, reason)
    assert result.total == Figures.of("0.01", "0.02", "0.03")


def test_a_resource_type_without_a_rule_is_told() -> None:
    stack = read_configuration("test", {"resource": {"test_unheard_of": {"a": {}}}})
    (unpriced,) = estimate(stack, Usage(), BOOK).unpriced
    assert unpriced.reason == "no rule for this resource type"


def test_what_the_reader_could_not_count_is_told() -> None:
    things = {"a": {"count": "${var.n}", "keys": ["small"]}}
    stack = read_configuration("test", {"resource": {"test_thing": things}})
    (unpriced,) = estimate(stack, Usage(), BOOK).unpriced
    assert "only a plan knows" in unpriced.reason


def test_what_is_free_is_counted_not_listed() -> None:
    stack = read_configuration("test", {"resource": {"test_gift": {"a": {}, "b": {}}}})
    result = estimate(stack, Usage(), BOOK)
    assert (result.free, result.resources) == ({"test_gift": 2}, ())


def test_hours_are_those_of_a_month() -> None:
    assert hourly("Thing", "small").quantity == Figures.same(730)
