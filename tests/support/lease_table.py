"""The table of the scheduler's lease, as the deploy makes it."""

from __future__ import annotations

from typing import Any

TABLE = "aeolus-test-scheduler"


def make_table(dynamodb: Any) -> None:
    """Create it; `dynamodb` is boto3's client."""
    keys = {"of": "HASH", "name": "RANGE"}
    dynamodb.create_table(
        TableName=TABLE,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": name, "KeyType": kind} for name, kind in keys.items()],
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in keys],
    )
