"""AWS is asked for all pages, once for the same, and what goes wrong is one line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import NoCredentialsError
from botocore.stub import Stubber

from aeolus_cost.errors import CostError
from aeolus_cost.prices.refresh.fetch import PriceList, endpoint_of, spot_history
from aeolus_cost.prices.refresh.spot import SpotPrice
from support.price_list import FakePricing, recorded, rule_of

if TYPE_CHECKING:
    from mypy_boto3_ec2 import EC2Client
    from mypy_boto3_pricing import PricingClient

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
NAT = rule_of("nat_gateway.hour")
ASKED = {
    "ServiceCode": "AmazonEC2",
    "FormatVersion": "aws_v1",
    "Filters": [
        {"Type": "TERM_MATCH", "Field": "regionCode", "Value": "us-east-1"},
        {"Type": "TERM_MATCH", "Field": "productFamily", "Value": "NAT Gateway"},
    ],
}


@pytest.fixture(autouse=True)
def _credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")


@pytest.fixture
def pricing() -> Iterator[tuple[PricingClient, Stubber]]:
    client = boto3.client("pricing", region_name="us-east-1")
    with Stubber(client) as stubber:
        yield client, stubber


@pytest.fixture
def ec2() -> Iterator[tuple[EC2Client, Stubber]]:
    client = boto3.client("ec2", region_name="us-east-1")
    with Stubber(client) as stubber:
        yield client, stubber


def _page(documents: list[dict[str, Any]], **rest: str) -> dict[str, Any]:
    return {"FormatVersion": "aws_v1", "PriceList": [json.dumps(d) for d in documents], **rest}


def test_all_pages_are_read(pricing: tuple[PricingClient, Stubber]) -> None:
    client, stubber = pricing
    first, second = recorded("nat_gateway")[:2]
    stubber.add_response("get_products", _page([first], NextToken="more"), ASKED)
    stubber.add_response("get_products", _page([second]), {**ASKED, "NextToken": "more"})
    found = PriceList(client).products(NAT, "us-east-1")
    assert [each.sku for each in found] == ["M2YSHUBETB3JX4M4", "KVHMMSJX774M3XRN"]
    stubber.assert_no_pending_responses()


def test_the_same_attributes_are_asked_for_once() -> None:
    client = FakePricing(recorded("nat_gateway"))
    price_list = PriceList(client)  # type: ignore[arg-type]
    hours = price_list.products(NAT, "us-east-1")
    assert price_list.products(rule_of("nat_gateway.gb"), "us-east-1") == hours
    assert len(client.asked) == 1
    assert len(hours) == 3


@pytest.mark.parametrize(
    ("code", "status", "cure"),
    [
        ("ThrottlingException", 400, "run it again in a minute"),
        ("AccessDeniedException", 400, "allow pricing:GetProducts"),
    ],
)
def test_a_refusal_is_one_line(
    pricing: tuple[PricingClient, Stubber], code: str, status: int, cure: str
) -> None:
    client, stubber = pricing
    stubber.add_client_error("get_products", code, "Rate\nexceeded", status)
    with pytest.raises(CostError) as caught:
        PriceList(client).products(NAT, "us-east-1")
    assert str(caught.value) == (
        f"An error occurred ({code}) when calling the GetProducts operation: Rate exceeded → {cure}"
    )


def test_missing_credentials_are_one_line() -> None:
    class Nobody:
        def get_paginator(self, operation: str) -> None:
            raise NoCredentialsError()

    with pytest.raises(CostError) as caught:
        PriceList(Nobody()).products(NAT, "us-east-1")  # type: ignore[arg-type]
    assert str(caught.value) == (
        "Unable to locate credentials → credentials that allow pricing:GetProducts, "
        "and a way to AWS"
    )


def test_spot_prices_of_seven_days_on_all_pages(ec2: tuple[EC2Client, Stubber]) -> None:
    client, stubber = ec2
    asked = {
        "ProductDescriptions": ["Linux/UNIX"],
        "StartTime": datetime(2026, 11, 16, 12, tzinfo=UTC),
        "EndTime": NOW,
    }
    row = {
        "InstanceType": "m7g.large",
        "ProductDescription": "Linux/UNIX",
        "AvailabilityZone": "us-east-1a",
        "Timestamp": NOW,
    }
    pages = [{**row, "SpotPrice": price} for price in ("0.040900", "0.026700")]
    stubber.add_response(
        "describe_spot_price_history", {"SpotPriceHistory": pages[:1], "NextToken": "more"}, asked
    )
    stubber.add_response(
        "describe_spot_price_history",
        {"SpotPriceHistory": pages[1:], "NextToken": ""},
        {**asked, "NextToken": "more"},
    )
    assert spot_history(client, NOW) == [
        SpotPrice("m7g.large", "us-east-1a", Decimal("0.0409")),
        SpotPrice("m7g.large", "us-east-1a", Decimal("0.0267")),
    ]


def test_spot_prices_that_may_not_be_read_are_told(ec2: tuple[EC2Client, Stubber]) -> None:
    client, stubber = ec2
    stubber.add_client_error("describe_spot_price_history", "UnauthorizedOperation", "no")
    with pytest.raises(CostError, match="→ allow ec2:DescribeSpotPriceHistory"):
        spot_history(client, NOW)


def test_china_has_a_price_list_of_its_own() -> None:
    assert endpoint_of("cn-north-1") == "cn-northwest-1"
    assert endpoint_of("eu-central-1") == "us-east-1"
