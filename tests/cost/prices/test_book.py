"""A region's prices are those of its file, and of no other."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from aeolus_cost.errors import CostError
from aeolus_cost.prices.book import SHIPPED, NoPriceError, load_prices


def _write(folder: Path, region: str, **head: object) -> None:
    document = {
        "region": region,
        "generated": "2026-11-23",
        "sources": {"list": {"what": "a list", "confidence": "high"}},
        "prices": [{"key": "nat_gateway.hour", "usd": "9", "unit": "hour", "source": "list"}],
        **head,
    }
    (folder / f"{region}.json").write_text(json.dumps(document), encoding="utf-8")


def test_a_price_is_exact(tmp_path: Path) -> None:
    assert load_prices("us-east-1").price("lambda.ephemeral_storage").usd == Decimal("3.09E-8")


def test_a_price_that_is_not_there_is_named() -> None:
    with pytest.raises(NoPriceError, match="no price of tea in us-east-1's price file"):
        load_prices("us-east-1").price("tea")


def test_the_first_folder_goes_before_the_others(tmp_path: Path) -> None:
    _write(tmp_path, "us-east-1")
    assert load_prices("us-east-1", [tmp_path, SHIPPED]).price("nat_gateway.hour").usd == 9


def test_a_region_of_another_folder_is_found(tmp_path: Path) -> None:
    _write(tmp_path, "eu-west-2")
    assert load_prices("us-east-1", [tmp_path, SHIPPED]).has("alb.hour")


def test_a_region_without_prices_is_refused_by_name(tmp_path: Path) -> None:
    _write(tmp_path, "eu-west-2")
    with pytest.raises(CostError) as caught:
        load_prices("ap-south-1", [tmp_path, SHIPPED])
    assert str(caught.value) == (
        "no prices of region 'ap-south-1'; there are those of eu-west-2, us-east-1"
        " → aeolus prices refresh --region ap-south-1"
    )


@pytest.mark.parametrize(
    ("text", "wrong"), [("{", "Expecting property name"), ("{}", "4 validation errors")]
)
def test_a_file_that_is_no_price_file_is_told(tmp_path: Path, text: str, wrong: str) -> None:
    file = tmp_path / "eu-west-2.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CostError) as caught:
        load_prices("eu-west-2", [tmp_path])
    assert str(caught.value).startswith(f"{file}: not a price file: {wrong}")
