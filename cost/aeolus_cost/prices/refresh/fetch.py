"""What AWS says: products of the Price List, and the history of Spot prices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from aeolus_cost.errors import CostError

from .product import Product, parse
from .rule import Rule
from .spot import DAYS, PRODUCT, SpotPrice

if TYPE_CHECKING:
    from mypy_boto3_ec2 import EC2Client
    from mypy_boto3_pricing import PricingClient

T = TypeVar("T")

THROTTLED = ("ThrottlingException", "Throttling", "RequestLimitExceeded")


def endpoint_of(region: str) -> str:
    """Return the region whose Price List has the prices of `region`.

    The list of all regions but China's is the same in each of its endpoints (AWS Billing User
    Guide, "AWS Price List service endpoints").
    """
    return "cn-northwest-1" if region.startswith("cn-") else "us-east-1"


class PriceList:
    """The Price List, asked once for the same attributes."""

    def __init__(self, client: PricingClient) -> None:
        """`client` is boto3's for `pricing`, in `endpoint_of` the region."""
        self._client = client
        self._known: dict[tuple[object, ...], list[Product]] = {}

    def products(self, rule: Rule, region: str) -> list[Product]:
        """Return the products that have the attributes of `rule`; raises CostError."""
        asked = rule.query(region)
        known = (rule.service, *sorted(asked.items()))
        if known not in self._known:
            self._known[known] = _answered(
                "pricing:GetProducts", lambda: list(self._ask(rule.service, asked))
            )
        return self._known[known]

    def _ask(self, service: str, asked: dict[str, str]) -> Iterator[Product]:
        pages = self._client.get_paginator("get_products").paginate(
            ServiceCode=service,
            FormatVersion="aws_v1",
            Filters=[
                {"Type": "TERM_MATCH", "Field": name, "Value": value}
                for name, value in asked.items()
            ],
        )
        for page in pages:
            for text in page["PriceList"]:
                yield parse(text)


def spot_history(client: EC2Client, now: datetime) -> list[SpotPrice]:
    """Return the Spot prices of the client's region in the last 7 days; raises CostError."""
    return _answered("ec2:DescribeSpotPriceHistory", lambda: list(_spot(client, now)))


def _spot(client: EC2Client, now: datetime) -> Iterator[SpotPrice]:
    pages = client.get_paginator("describe_spot_price_history").paginate(
        ProductDescriptions=[PRODUCT], StartTime=now - timedelta(days=DAYS), EndTime=now
    )
    for page in pages:
        for each in page["SpotPriceHistory"]:
            yield SpotPrice(
                each["InstanceType"], each["AvailabilityZone"], Decimal(each["SpotPrice"])
            )


def _answered(action: str, ask: Callable[[], T]) -> T:
    try:
        return ask()
    except ClientError as error:
        slower = error.response["Error"]["Code"] in THROTTLED
        raise _told(error, "run it again in a minute" if slower else f"allow {action}") from error
    except BotoCoreError as error:
        raise _told(error, f"credentials that allow {action}, and a way to AWS") from error


def _told(error: Exception, cure: str) -> CostError:
    return CostError(" ".join(str(error).split()), cure=cure)
