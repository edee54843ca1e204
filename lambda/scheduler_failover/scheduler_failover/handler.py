"""Entry point: whatever the event, the function looks at the lease and does what is due."""

from __future__ import annotations

import asyncio
import json
import os
from typing import Any

import boto3
from botocore.config import Config

from aeolus_lease.dynamodb import DynamoDbLease
from aeolus_lease.timings import Timings

from .adapters import Aws
from .event import report, source
from .failover import fail_over, replace_dead

ACTIVE_ACTIVE = "active_active"
"""The mode in which each master schedules, and nobody holds a lease."""

_SOON = Config(connect_timeout=1, read_timeout=2, retries={"total_max_attempts": 2})


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    """Return what was decided. Raises UnavailableError while DynamoDB does not answer.

    Lambda then invokes it again, twice, and keeps the event in the dead-letter queue after that.
    """
    timings = Timings(**json.loads(os.environ["TIMINGS"]))
    store = DynamoDbLease(
        boto3.client("dynamodb", config=_SOON), os.environ["TABLE"], limit_s=2 * timings.call
    )
    world = Aws(
        store=store,
        ec2=boto3.client("ec2", config=_SOON),
        autoscaling=boto3.client("autoscaling", config=_SOON),
        sns=boto3.client("sns", config=_SOON),
        ssm=boto3.client("ssm", config=_SOON),
        group=os.environ["GROUP"],
        topic=os.environ["TOPIC"],
        environment=os.environ["ENVIRONMENT"],
        namespace=os.environ["METRIC_NAMESPACE"],
        source=source(event),
    )
    if os.environ["MODE"] == ACTIVE_ACTIVE:
        decision = asyncio.run(replace_dead(store, world, timings))
    else:
        decision = asyncio.run(fail_over(store, world, timings, report(event)))
    return {"action": decision.action, "node": decision.node, "reason": decision.reason}
