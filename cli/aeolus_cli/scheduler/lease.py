"""The scheduler's lease of a deployed environment, as operators reach it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from aeolus_cli.aws.outputs import require_output
from aeolus_cli.dags.place import outputs_of
from aeolus_cli.errors import UserError
from aeolus_cli.target import Target, require_awake, require_cluster
from aeolus_config.model.nodes import SchedulerMode

if TYPE_CHECKING:
    from aeolus_lease.dynamodb import DynamoDbLease
    from aeolus_lease.record import Candidate, Control, Decided
    from aeolus_lease.store import State

T = TypeVar("T")

CALL_S = 10.0
FORGOTTEN_S = 600.0
"""Of a master that has said nothing for so long nobody wants to know."""


@dataclass(frozen=True)
class LeaseOf:
    """Reads and writes the table. Each call raises UserError where DynamoDB does not answer."""

    environment: str
    store: DynamoDbLease

    def read(self) -> State:
        """Return the lease, and what operators want."""
        return _done(self.store.read())

    def candidates(self, within_s: float = FORGOTTEN_S) -> list[Candidate]:
        """Return what masters said of themselves in the last minutes, by their ids."""
        since = time.time() - within_s
        said = _done(self.store.candidates())
        return sorted((each for each in said if each.said_at >= since), key=lambda each: each.node)

    def decisions(self, limit: int) -> list[Decided]:
        """Return what the function decided last, the latest first."""
        return list(_done(self.store.decisions(limit)))

    def wish(self, **changes: Any) -> Control:
        """Change what operators want; return it as it is now."""
        control = replace(self.read().control, **changes)
        _done(self.store.wish(control))
        return control


def lease_of(found: Target) -> LeaseOf:
    """Return the lease of a deployed environment.

    Raises UserError where it is not deployed, or where no master's scheduler stands by.
    """
    from aeolus_lease.dynamodb import DynamoDbLease

    require_cluster(found, "its scheduler has nobody to fail over to")
    require_awake(found)
    name = found.environment.name
    if found.environment.masters.scheduler_mode is SchedulerMode.ACTIVE_ACTIVE:
        raise UserError(
            f"each master of {name} schedules: there is no lease, and nobody to promote",
            cure="aeolus sandbox status or the dashboard tell how they are",
        )
    table = require_output(outputs_of(found), "scheduler_lease_table", name)
    return LeaseOf(name, DynamoDbLease(found.clients.dynamodb, table, CALL_S))


def _done(call: Coroutine[Any, Any, T]) -> T:
    from aeolus_lease.store import UnavailableError

    try:
        return asyncio.run(call)
    except UnavailableError as error:
        raise UserError(str(error), cure="see that the table is there, and your rights") from error
