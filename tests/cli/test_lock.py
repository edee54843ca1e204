"""Before a lock is released its owner and age are shown, whatever state its file is in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from aeolus_cli.aws.lock import parse_lock

WRITTEN = b"""{"ID":"0f6b","Operation":"OperationTypeApply","Info":"","Who":"ana@laptop",
"Version":"1.11.4","Created":"2026-11-23T01:02:03.123456789Z","Path":"state/prod"}"""


def test_owner_operation_and_age() -> None:
    lock = parse_lock(WRITTEN)
    assert (lock.id, lock.who, lock.operation) == ("0f6b", "ana@laptop", "OperationTypeApply")
    assert lock.age(datetime(2026, 11, 23, 1, 12, 3, tzinfo=UTC)) == timedelta(minutes=10)


def test_a_half_written_lock_is_still_a_lock() -> None:
    assert parse_lock(b'{"ID": "0f').who == "?"
    assert parse_lock(b"").id == "?"
    assert parse_lock(b"{}").created == datetime.fromtimestamp(0, UTC)
