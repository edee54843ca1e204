"""What RDS tells of a DB instance (Amazon RDS User Guide, "Amazon RDS event categories")."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from aeolus_sandbox.services.rds.database import Database

SOURCE, DETAIL_TYPE = "aws.rds", "RDS DB Instance Event"


@dataclass(frozen=True)
class Kind:
    """An event's id, its category, and what it says."""

    id: str
    category: str
    message: str


class Event(Enum):
    """The events that instances here have."""

    DELETED = Kind("RDS-EVENT-0003", "deletion", "DB instance deleted.")
    CREATED = Kind("RDS-EVENT-0005", "creation", "DB instance created.")
    RESTARTED = Kind("RDS-EVENT-0006", "availability", "DB instance restarted.")
    FAILOVER_STARTED = Kind("RDS-EVENT-0013", "failover", "Multi-AZ instance failover started.")
    CREDENTIALS_RESET = Kind("RDS-EVENT-0016", "configuration change", "Reset master credentials.")
    FAILOVER_COMPLETED = Kind("RDS-EVENT-0049", "failover", "Multi-AZ instance failover completed.")
    STOPPED = Kind("RDS-EVENT-0087", "notification", "DB instance stopped.")
    STARTED = Kind("RDS-EVENT-0088", "notification", "DB instance started.")
    RECOVERED = Kind("RDS-EVENT-0021", "recovery", "Recovery of the DB instance is complete.")


def detail(event: Event, database: Database, now: datetime | None = None) -> dict[str, Any]:
    """Return the detail of an event as EventBridge delivers it."""
    return {
        "EventCategories": [event.value.category],
        "SourceType": "DB_INSTANCE",
        "SourceArn": database.arn,
        "Date": (now or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "Message": event.value.message,
        "SourceIdentifier": database.id,
        "EventID": event.value.id,
    }
