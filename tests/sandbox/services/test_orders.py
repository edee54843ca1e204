"""What AWS is asked for on behalf of who plays with faults."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.services.orders import of_cache, of_database, of_instance
from aeolus_sandbox.supervisor.seen import Fault


class ToyClient:
    """A client that notes what it is asked for, or is refused all of it."""

    def __init__(self, refusal: str = "") -> None:
        self.refusal = refusal
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def __getattr__(self, operation: str) -> Any:
        def call(**arguments: Any) -> None:
            if self.refusal:
                raise ClientError({"Error": {"Code": "No", "Message": self.refusal}}, operation)
            self.asked.append((operation, arguments))

        return call


DATABASE = {"DBInstanceIdentifier": "orders"}
SHARD = {"ReplicationGroupId": "sessions", "NodeGroupId": "0001"}


@pytest.mark.parametrize(
    ("orders", "name", "expected"),
    [
        (
            of_instance,
            "i-1",
            {
                Fault.STOP: ("stop_instances", {"InstanceIds": ["i-1"]}),
                Fault.START: ("start_instances", {"InstanceIds": ["i-1"]}),
            },
        ),
        (
            of_database,
            "orders",
            {
                Fault.STOP: ("stop_db_instance", DATABASE),
                Fault.START: ("start_db_instance", DATABASE),
                Fault.FAIL_OVER: ("reboot_db_instance", {**DATABASE, "ForceFailover": True}),
            },
        ),
        (of_cache, "sessions", {Fault.FAIL_OVER: ("test_failover", SHARD)}),
    ],
    ids=["instance", "database", "cache"],
)
def test_each_order_is_a_call_as_anybody_makes_it(
    orders: Any, name: str, expected: dict[Fault, tuple[str, dict[str, Any]]]
) -> None:
    client = ToyClient()
    made = orders(client, name)
    for order in made.values():
        order()
    assert dict(zip(made, client.asked, strict=True)) == expected


def test_a_refusal_is_told_as_aws_tells_it() -> None:
    with pytest.raises(SandboxError, match="not configured for Multi-AZ"):
        of_database(ToyClient("it is not configured for Multi-AZ"), "orders")[Fault.FAIL_OVER]()
