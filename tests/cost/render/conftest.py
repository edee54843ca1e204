"""A small stack at round prices, with everything that a preview has a word for."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_cost.estimate import Estimate, estimate
from aeolus_cost.prices.book import PriceBook
from aeolus_cost.reading.synthesized import read_configuration
from aeolus_cost.usage.usage import Usage

BOOK = PriceBook.model_validate(
    {
        "region": "eu-west-2",
        "generated": "2026-11-22",
        "sources": {
            "list": {"what": "a price list", "confidence": "high"},
            "history": {"what": "what Spot cost", "confidence": "low: it moves"},
        },
        "prices": [
            {"key": "nat_gateway.hour", "usd": "0.05", "unit": "hour", "source": "list"},
            {"key": "nat_gateway.gb", "usd": "0.05", "unit": "GB", "source": "list", "sku": "SKU7"},
            {"key": "ebs.gp3.storage", "usd": "0.10", "unit": "GB-month", "source": "list"},
            {
                "key": "ec2.linux.spot.t4g.small",
                "usd": "0.01",
                "usd_high": "0.03",
                "unit": "hour",
                "source": "history",
                "date": "2026-11",
            },
        ],
    }
)


def _at(path: str, **arguments: Any) -> dict[str, Any]:
    return {"//": {"metadata": {"path": f"stack/airflow/{path}"}}, **arguments}


# Gateway: 0.05 × 730 h = 36.50; traffic, by default 0, 20 and 100 GB: 0, 1.00 and 5.00.
# Spot: 0.01 × 730 h = 7.30 at least, 0.03 × 730 h = 21.90 at most, 14.60 between; disk 10 × 0.10.
RESOURCES: dict[str, Any] = {
    "aws_instance": {
        "worker": _at(
            "workers/etl/machine",
            instance_type="t4g.small",
            credit_specification={"cpu_credits": "standard"},
            associate_public_ip_address=False,
            instance_market_options={"market_type": "spot"},
            root_block_device={"volume_type": "gp3", "volume_size": 10},
        )
    },
    "aws_nat_gateway": {"nat": _at("foundation/network/nat")},
    "aws_kms_key": {"key": _at("foundation/encryption-key/key")},
    "aws_rds_cluster": {"shop": {}},
    "aws_subnet": {"a": {}, "b": {}},
}


@pytest.fixture(scope="session")
def book() -> PriceBook:
    """The prices of the small stack."""
    return BOOK


@pytest.fixture(scope="session")
def preview() -> Estimate:
    """The small stack: $44.80 at its floor, $53.10 as expected, $64.40 at its ceiling."""
    return estimate(read_configuration("prod", {"resource": RESOURCES}), Usage(), BOOK)
