"""All prices of a region, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from aeolus_cost.errors import CostError
from aeolus_cost.prices.book import PriceBook
from aeolus_cost.prices.refresh import refresh as module
from aeolus_cost.prices.refresh.fetch import PriceList
from aeolus_cost.prices.refresh.refresh import RefreshError, Sources, refresh
from aeolus_cost.prices.refresh.rule import Rule
from aeolus_cost.prices.refresh.spot import SpotPrice
from support.price_list import FakePricing, recorded, rule_of

TODAY = date(2026, 11, 23)
EC2 = rule_of("ec2.linux.ondemand.{instanceType}")
NAT = rule_of("nat_gateway.hour")
DATABASES = rule_of("rds.postgresql.multi_az.{instanceType}")
HISTORY = [
    SpotPrice("c4.xlarge", "us-east-1a", Decimal("0.07")),
    SpotPrice("c4.xlarge", "us-east-1b", Decimal("0.09")),
    SpotPrice("x9.nowhere", "us-east-1a", Decimal("1")),
]


def _refresh(
    monkeypatch: pytest.MonkeyPatch,
    rules: Sequence[Rule],
    region: str = "us-east-1",
    without: Sequence[str] = (),
) -> PriceBook:
    monkeypatch.setattr(module, "RULES", tuple(rules))
    client = FakePricing(recorded("ec2", "nat_gateway", "rds", "china"))
    sources = Sources(PriceList(client).products, lambda: HISTORY)  # type: ignore[arg-type]
    return refresh(region, sources, TODAY, without=without)


def test_every_row_has_its_date_and_all_but_spot_their_sku(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book = _refresh(monkeypatch, [EC2, NAT, DATABASES])
    assert [(row.key, row.usd, row.sku, row.date) for row in book.prices] == [
        ("ec2.linux.ondemand.c4.xlarge", Decimal("0.199"), "4C7N4APU9GEUZ6H6", "2026-09-04"),
        ("ec2.linux.spot.c4.xlarge", Decimal("0.07"), "", "2026-11-23"),
        ("nat_gateway.hour", Decimal("0.045"), "M2YSHUBETB3JX4M4", "2026-09-04"),
        (
            "rds.postgresql.multi_az.db.t4g.small",
            Decimal("0.065"),
            "5SY529FVXY3EARD8",
            "2026-08-31",
        ),
    ]
    assert (book.region, book.generated) == ("us-east-1", TODAY)
    assert all(row.source in book.sources for row in book.prices)
    assert book.price("ec2.linux.spot.c4.xlarge").highest == Decimal("0.09")


def test_all_rules_that_fail_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ambiguous = replace(NAT, usage="{bare}(Regional)?NatGateway-Hours")
    missing = rule_of("public_ipv4.in_use")
    with pytest.raises(RefreshError) as caught:
        _refresh(monkeypatch, [EC2, ambiguous, missing, DATABASES])
    first, second = caught.value.failures
    assert first.startswith("nat_gateway.hour: 2 products instead of one: KVHMMSJX774M3XRN")
    assert second.startswith("public_ipv4.in_use: no product of AmazonVPC")
    assert str(caught.value) == (
        "2 of the prices of us-east-1 cannot be told from the Price List"
        " → mend these rules, or leave them out: --without KEY"
    )


def test_two_rules_with_one_key_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    twin = replace(rule_of("nat_gateway.gb"), key="nat_gateway.hour")
    with pytest.raises(RefreshError) as caught:
        _refresh(monkeypatch, [EC2, NAT, twin])
    assert caught.value.failures == ("nat_gateway.hour: several rules have it",)


def test_what_is_left_out_is_said_in_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = rule_of("public_ipv4.in_use")
    book = _refresh(monkeypatch, [EC2, NAT, missing], without=["public_ipv4"])
    assert book.gaps == ("left out when the file was made: public_ipv4",)


def test_without_instances_spot_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    book = _refresh(monkeypatch, [EC2, NAT], without=["ec2.linux"])
    assert [row.key for row in book.prices] == ["nat_gateway.hour"]


def test_a_key_that_is_none_cannot_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CostError, match="--without mwwa: no price key begins like that"):
        _refresh(monkeypatch, [EC2, NAT], without=["mwwa"])


def test_a_region_that_is_not_known_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CostError) as caught:
        _refresh(monkeypatch, [EC2, NAT], region="mars-north-1")
    assert str(caught.value) == "the Price List has nothing of region 'mars-north-1'"


def test_a_region_in_another_currency_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CostError, match="is priced in CNY"):
        _refresh(monkeypatch, [NAT], region="cn-north-1")
