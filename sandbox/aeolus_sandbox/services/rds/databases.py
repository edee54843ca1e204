"""Keeps a PostgreSQL for every DB instance, where and as the API tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from aeolus_sandbox.api.patches import rds_deletion, rds_reboot, rds_zones
from aeolus_sandbox.services.condition import Condition
from aeolus_sandbox.services.orders import of_database
from aeolus_sandbox.services.rds.database import Database, Unsupported
from aeolus_sandbox.services.rds.decide import Asked, Step, decide
from aeolus_sandbox.services.rds.events import DETAIL_TYPE, SOURCE, Event, detail
from aeolus_sandbox.services.rds.keeper import Keeper
from aeolus_sandbox.services.rds.reading import Reader
from aeolus_sandbox.services.rds.server import NotStarted
from aeolus_sandbox.services.rds.statuses import AVAILABLE, STOPPED, Statuses
from aeolus_sandbox.services.server_node import ServerNode
from aeolus_sandbox.supervisor.errands import Errands
from aeolus_sandbox.supervisor.world import World

_AT_ONCE = 2
# After how many seconds instances are looked at unasked: while one changes, and otherwise.
_CHANGING_S, _WATCHING_S = 0.5, 5.0
_MAJOR = 17

# The status while a step is taken, and what is told when it is done.
_WHILE = {
    Step.START: "starting",
    Step.STOP: "stopping",
    Step.REBOOT: "rebooting",
    Step.FAIL_OVER: "rebooting",
    Step.RECOVER: "rebooting",
}
_AFTER = {
    Step.START: Event.STARTED,
    Step.STOP: Event.STOPPED,
    Step.REBOOT: Event.RESTARTED,
    Step.FAIL_OVER: Event.FAILOVER_COMPLETED,
    Step.RECOVER: Event.RECOVERED,
}


class Databases:
    """DB instances of the region as servers."""

    name = "rds"
    concerns = frozenset({"rds", "secretsmanager"})

    def __init__(self, world: World) -> None:
        """Run nothing yet."""
        self._world = world
        self._reader = Reader(world.client, self._held)
        self._keepers: dict[str, Keeper] = {}
        self._known: dict[str, Database] = {}
        self._statuses = Statuses(world.say)
        self._unsupported: set[str] = set()
        self._errands = Errands("database", _AT_ONCE, self._failed, self._wake)

    @property
    def period_s(self) -> float | None:
        """After how many seconds instances are looked at unasked; where there is none, never."""
        if not self._keepers:
            return None
        return _CHANGING_S if self._statuses.unsettled else _WATCHING_S

    def reconcile(self) -> None:
        """Bring every instance to what the API says of it."""
        for one in self._reader.databases():
            if isinstance(one, Unsupported):
                self._leave(one)
            elif one.deleting:
                self._errands.begin(one.resource, partial(self._end, one))
            else:
                refused = partial(self._refused, one.resource)
                self._keepers.setdefault(one.resource, Keeper(self._world, refused))
                self._errands.begin(one.resource, partial(self._look_after, one.resource))

    def close(self) -> None:
        """Begin nothing any more; return when nothing is at work."""
        self._errands.close()

    def nodes(self) -> Sequence[ServerNode]:
        """Return the primaries of all instances."""
        return [
            ServerNode(
                id=one.id,
                kind="database",
                zone=one.site.zone,
                address=str(keeper.address),
                owner=one.owner(one.site),
                appliance=keeper.server.appliance,
                changed=self._wake,
                restart=partial(self._restart, one.id),
                orders=of_database(self._world.client("rds"), one.id),
            )
            for resource, one in list(self._known.items())
            if (keeper := self._keepers.get(resource)) and keeper.server
        ]

    def _held(self, identifier: str) -> Any:
        """Return moto's DB instance."""
        return self._world.backend("rds").databases[identifier]

    def _restart(self, identifier: str) -> None:
        rds_reboot.ask(self._held(identifier), failover=False)

    def _wake(self) -> None:
        self._world.wake(self.name)

    def _failed(self, resource: str, error: Exception) -> None:
        self._statuses.unsettled.add(resource)
        self._world.say("failure", service=self.name, database=resource, error=repr(error))

    def _refused(self, resource: str, name: str, reason: str) -> None:
        self._world.say("parameter ignored", database=resource, name=name, reason=reason)

    def _look_after(self, resource: str) -> None:
        # Read again: since it was read, an errand may have failed it over.
        database, keeper = self._reader.database(resource), self._keepers.get(resource)
        if database is None or keeper is None:
            return
        keeper.place(database)
        self._known[resource] = database
        held = self._held(database.id)
        asked = rds_reboot.asked(held)
        seen = keeper.look()
        step = decide(database, seen, Asked(asked) if asked else None)
        if step:
            self._take(step, database, keeper, held, asked)
        elif database.stopped:
            self._statuses.settle(resource, STOPPED, held)
        elif seen.condition is Condition.WELL and keeper.made:
            self._configure(database, keeper, held)

    def _take(self, step: Step, database: Database, keeper: Keeper, held: Any, asked: str) -> None:
        new = not keeper.made
        self._statuses.note(database.resource, "creating" if new else _WHILE[step])
        if step is Step.FAIL_OVER and database.standby:
            self._tell(Event.FAILOVER_STARTED, database)
            rds_zones.swap(held)
            database = replace(database, site=database.standby, standby=database.site)
        try:
            keeper.take(step, database)
        except NotStarted:
            if not new and database.parameters:
                self._statuses.note(database.resource, "incompatible-parameters")
            raise
        self._known[database.resource] = database
        if asked:
            # Not one that was asked for meanwhile.
            rds_reboot.done(held)
        if new:
            self._greet(database)
        self._tell(Event.CREATED if new else _AFTER[step], database)
        status = STOPPED if step is Step.STOP else AVAILABLE
        self._statuses.settle(database.resource, status, held)
        self._wake()

    def _greet(self, database: Database) -> None:
        if database.major != _MAJOR:
            told = f"PostgreSQL {_MAJOR} runs in place of {database.major}"
            self._world.say("another version", database=database.id, reason=told)

    def _configure(self, database: Database, keeper: Keeper, held: Any) -> None:
        if keeper.let_in(database):
            self._tell(Event.CREDENTIALS_RESET, database)
        self._statuses.parameters(database.resource, in_sync=keeper.configure(database))
        self._statuses.settle(database.resource, AVAILABLE, held)

    def _tell(self, event: Event, database: Database) -> None:
        self._world.emit(SOURCE, DETAIL_TYPE, detail(event, database), [database.arn])

    def _end(self, database: Database) -> None:
        """End an instance's server, then let the API forget it."""
        if keeper := self._keepers.pop(database.resource, None):
            keeper.end()
        self._known.pop(database.resource, None)
        self._tell(Event.DELETED, database)
        self._forget(database)

    def _forget(self, one: Database | Unsupported) -> None:
        self._statuses.forget(one.resource)
        rds_deletion.forget(self._world.backend("rds"), one.id)
        self._world.say("database", database=one.resource, status="deleted")

    def _leave(self, one: Unsupported) -> None:
        """Let the API alone tell of an instance that cannot run here."""
        if one.deleting:
            self._forget(one)
            self._unsupported.discard(one.resource)
        elif one.resource not in self._unsupported:
            self._unsupported.add(one.resource)
            self._statuses.forget(one.resource)
            self._world.say("not run", database=one.id, reason=one.reason)
