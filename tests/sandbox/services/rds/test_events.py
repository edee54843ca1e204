"""What RDS tells of a DB instance."""

from __future__ import annotations

from datetime import UTC, datetime

from aeolus_sandbox.services.rds.events import Event, detail
from sandbox.services.rds.test_decide import ALONE


def test_an_event_tells_what_and_of_whom() -> None:
    at = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
    assert detail(Event.FAILOVER_COMPLETED, ALONE, at) == {
        "EventCategories": ["failover"],
        "SourceType": "DB_INSTANCE",
        "SourceArn": "arn:aws:rds:eu-central-1:123456789012:db:shop",
        "Date": "2026-03-01T12:30:00.000000Z",
        "Message": "Multi-AZ instance failover completed.",
        "SourceIdentifier": "shop",
        "EventID": "RDS-EVENT-0049",
    }


def test_each_event_has_an_id_of_its_own() -> None:
    assert len({event.value.id for event in Event}) == len(Event)
