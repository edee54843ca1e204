"""Puts events of AWS's own on the default bus."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any


def emit(
    account_id: str,
    region: str,
    source: str,
    detail_type: str,
    detail: dict[str, Any],
    resources: Sequence[str],
) -> None:
    """Deliver an event to the targets of every rule of the default bus that matches it.

    Amazon EventBridge User Guide, "AWS service event metadata".
    """
    from moto.events.models import events_backends

    moment = datetime.now(UTC)
    event: Any = {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": detail_type,
        "source": source,
        "account": account_id,
        # moto and its patches write times as AWS does.
        "time": moment.timestamp(),
        "region": region,
        "resources": list(resources),
        "ingestion-time": moment.timestamp(),
        "detail": detail,
    }
    bus = events_backends[account_id][region].describe_event_bus("default")
    for rule in list(bus.rules.values()):
        rule.send_to_targets(event)
