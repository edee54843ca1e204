"""The way to the Lambda `scheduler_failover`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from aeolus_lease.calls import answered
from aeolus_lease.record import Mark


@dataclass(frozen=True)
class FailoverFunction:
    """Invokes it without waiting for it; implements `Failover`. `client` is boto3's."""

    client: Any
    function: str
    node: str
    limit_s: float

    async def report(self, lapsed: Mark | None) -> None:
        """Tell it that something is due."""
        told = {"epoch": lapsed.epoch, "counter": lapsed.counter} if lapsed else None
        await answered(
            "Lambda",
            self.limit_s,
            self.client.invoke,
            FunctionName=self.function,
            InvocationType="Event",
            Payload=json.dumps({"node": self.node, "lapsed": told}),
        )
