"""An estimate for scripts: exact, and all of it."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from aeolus_cost.estimate import Estimate
from aeolus_cost.figures import Figures
from aeolus_cost.render.as_json import estimate_as_json, money, plain

TOTAL = {"floor": "44.80", "expected": "53.10", "ceiling": "64.40"}


@pytest.fixture
def document(preview: Estimate) -> dict[str, Any]:
    """The small stack, written as JSON and read again."""
    found: dict[str, Any] = json.loads(json.dumps(estimate_as_json(preview)))
    return found


def lines(document: dict[str, Any], section: str) -> dict[str, dict[str, Any]]:
    """Return the lines of the only resource of a section, by name."""
    (resource,) = next(each for each in document["sections"] if each["name"] == section)[
        "resources"
    ]
    return {line["name"]: line for line in resource["lines"]}


def test_money_is_text_to_the_cent() -> None:
    assert money(Figures.of("0", "1.005", "1234.5")) == {
        "floor": "0.00",
        "expected": "1.01",
        "ceiling": "1234.50",
    }


def test_quantities_and_prices_are_exact_and_without_exponents() -> None:
    assert plain(Figures.same(Decimal("3.09E-8")))["floor"] == "0.0000000309"


def test_totals_with_what_of_it_is_fixed(document: dict[str, Any]) -> None:
    assert document["total"] == TOTAL
    assert document["spot"] == {"floor": "7.30", "expected": "14.60", "ceiling": "21.90"}
    assert document["on_demand"] == {"floor": "37.50", "expected": "38.50", "ceiling": "42.50"}


def test_it_says_what_the_figures_are_of(document: dict[str, Any]) -> None:
    said = {name: document[name] for name in ("name", "region", "currency", "hours_per_month")}
    assert said == {
        "name": "prod", "region": "eu-west-2", "currency": "USD", "hours_per_month": 730,
    }  # fmt: skip


@pytest.mark.parametrize("situation", ["floor", "expected", "ceiling"])
def test_lines_add_up_to_resources_sections_and_the_total(
    document: dict[str, Any], situation: str
) -> None:
    def total(parts: list[dict[str, Any]], key: str = "total") -> Decimal:
        return sum((Decimal(each[key][situation]) for each in parts), Decimal(0))

    for section in document["sections"]:
        for resource in section["resources"]:
            assert total(resource["lines"], "monthly") == Decimal(resource["total"][situation])
        assert total(section["resources"]) == Decimal(section["total"][situation])
    assert total(document["sections"]) == Decimal(TOTAL[situation])


def test_a_line_has_all_that_its_sum_comes_of(document: dict[str, Any]) -> None:
    assert lines(document, "network")["Data processed"] == {
        "name": "Data processed",
        "quantity": {"floor": "0", "expected": "20", "ceiling": "100"},
        "unit": "GB",
        "formula": "0 / 20 / 100 GB by default",
        "unit_price": {"floor": "0.05", "expected": "0.05", "ceiling": "0.05"},
        "prices": [{"key": "nat_gateway.gb", "sku": "SKU7", "source": "list", "date": ""}],
        "monthly": {"floor": "0.00", "expected": "1.00", "ceiling": "5.00"},
        "usage": "aws_nat_gateway.gb_processed",
        "spot": False,
        "stops": False,
        "low_confidence": False,
    }


def test_spot_is_marked_with_its_range_and_its_confidence(document: dict[str, Any]) -> None:
    spot = lines(document, "worker groups")["Spot (t4g.small)"]
    assert (spot["spot"], spot["stops"], spot["low_confidence"]) == (True, True, True)
    assert spot["unit_price"] == {"floor": "0.01", "expected": "0.02", "ceiling": "0.03"}
    assert spot["usage"] is None


def test_the_source_of_each_price_is_told_with_its_confidence(document: dict[str, Any]) -> None:
    assert document["sources"] == {
        "history": {"what": "what Spot cost", "data_date": "", "confidence": "low: it moves"},
        "list": {"what": "a price list", "data_date": "", "confidence": "high"},
    }


def test_nothing_is_left_out_in_silence(document: dict[str, Any]) -> None:
    assert document["free"] == {"aws_subnet": 2}
    assert [(each["address"], each["what"]) for each in document["not_priced"]] == [
        ("aws_kms_key.key", "Key"),
        ("aws_kms_key.key", "Requests"),
        ("aws_rds_cluster.shop", ""),
    ]
    assert document["not_priced"][2]["reason"] == "no rule for this resource type"
