"""What the region has seen of what runs, for the API to tell: written by the services that run it.

Nothing is observed where no machines run: moto's own answers hold then. Each store is written whole
values at a time, so that readers in other threads need no lock.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TargetHealth:
    """The health of a target (Elastic Load Balancing API Reference, TargetHealth)."""

    state: str
    reason: str | None = None
    description: str | None = None


# By target group ARN, target id and port.
target_health: dict[tuple[str, str, int], TargetHealth] = {}

# Instances that fail a status check, with which: `system` (its power is gone) or `instance` (it
# does not respond). Amazon EC2 User Guide, "Status checks for Amazon EC2 instances".
impaired: dict[str, str] = {}

# The status of a database instance or a replication group while it is not what moto says, by the
# kind (`db-instance`, `replication-group`, …) and identifier.
status: dict[tuple[str, str], str] = {}


def forget() -> None:
    """Forget everything: a region begins."""
    for store in (target_health, impaired, status):
        store.clear()
