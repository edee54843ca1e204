"""Maintenance and backup windows."""

from __future__ import annotations

from collections.abc import Iterator

from aeolus_config.errors import KeyPath
from aeolus_config.model import Environment
from aeolus_scaling.schedule import DAYS

from .registry import Finding, rule

DAY = 24 * 60
WEEK = 7 * DAY

RDS_LEAST, ELASTICACHE_LEAST = 30, 60
"""Minutes that a window lasts at least, in RDS and in ElastiCache."""

Minutes = tuple[int, int]
"""Start within its week or day, and length."""


def daily(window: str) -> Minutes:
    """Return a `hh:mm-hh:mm` window."""
    start, end = (_clock(each) for each in window.split("-"))
    return start, (end - start) % DAY


def weekly(window: str) -> Minutes:
    """Return a `ddd:hh:mm-ddd:hh:mm` window."""
    start, end = (
        DAYS.index(day) * DAY + _clock(clock)
        for day, _, clock in (each.partition(":") for each in window.split("-"))
    )
    return start, (end - start) % WEEK


@rule(source="Amazon RDS API, CreateDBInstance; Amazon ElastiCache API, CreateReplicationGroup")
def windows_are_of_allowed_length(environment: Environment) -> Iterator[Finding]:
    """A window lasts at least what RDS (30 minutes) or ElastiCache (60) wants, and under a day."""
    for path, (_, length), least in _windows(environment):
        if not least <= length < DAY:
            yield Finding(
                path,
                f"lasts {length} minutes; AWS wants {least} or more, and less than a day",
                "move its end",
            )


@rule(source="Amazon RDS API, CreateDBInstance, PreferredBackupWindow")
def backup_is_apart_from_maintenance(environment: Environment) -> Iterator[Finding]:
    """The metastore is not backed up while it is maintained: RDS refuses windows that overlap."""
    start, length = daily(environment.metastore.backup_window)
    other = weekly(environment.metastore.maintenance_window)
    if any(_overlap((day * DAY + start, length), other) for day in range(7)):
        yield Finding(
            ("metastore", "backup_window"),
            f"overlaps the maintenance window {environment.metastore.maintenance_window}",
            "move one of the two",
        )


def _windows(environment: Environment) -> Iterator[tuple[KeyPath, Minutes, int]]:
    metastore, broker = environment.metastore, environment.broker
    yield ("metastore", "backup_window"), daily(metastore.backup_window), RDS_LEAST
    yield ("metastore", "maintenance_window"), weekly(metastore.maintenance_window), RDS_LEAST
    yield ("broker", "snapshot_window"), daily(broker.snapshot_window), ELASTICACHE_LEAST
    yield ("broker", "maintenance_window"), weekly(broker.maintenance_window), ELASTICACHE_LEAST


def _overlap(one: Minutes, other: Minutes) -> bool:
    """Return whether two windows of the week share a minute."""
    return (other[0] - one[0]) % WEEK < one[1] or (one[0] - other[0]) % WEEK < other[1]


def _clock(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)
