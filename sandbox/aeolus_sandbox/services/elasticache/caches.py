"""Keeps a Valkey for every cache node, in the roles and under the names that the API tells."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.patches.elasticache_deletion import forget_cluster, forget_group
from aeolus_sandbox.api.patches.elasticache_failover import set_primary, take_failover
from aeolus_sandbox.api.patches.elasticache_status import GROUP
from aeolus_sandbox.services.elasticache.cache import Cache, Unsupported
from aeolus_sandbox.services.elasticache.crew import Crew
from aeolus_sandbox.services.elasticache.decide import FailOver, decide, settled
from aeolus_sandbox.services.elasticache.endpoints import endpoints
from aeolus_sandbox.services.elasticache.reading import Reader
from aeolus_sandbox.services.orders import of_cache
from aeolus_sandbox.services.server_node import ServerNode
from aeolus_sandbox.supervisor.errands import Errands
from aeolus_sandbox.supervisor.world import World

_AT_ONCE = 4
# After how many seconds caches are looked at unasked: while one changes, and otherwise.
_CHANGING_S, _WATCHING_S = 0.5, 5.0


class Caches:
    """Caches of the region as servers."""

    name = "elasticache"
    concerns = frozenset({"elasticache"})

    def __init__(self, world: World) -> None:
        """Run nothing yet."""
        self._world = world
        self._reader = Reader(world.client, self._tokens)
        self._crews: dict[str, Crew] = {}
        self._unsettled: set[str] = set()
        self._unsupported: set[str] = set()
        self._errands = Errands("cache", _AT_ONCE, self._failed, self._wake)

    @property
    def period_s(self) -> float | None:
        """After how many seconds caches are looked at unasked; where there is none, never."""
        if not self._crews:
            return None
        return _CHANGING_S if self._unsettled else _WATCHING_S

    def reconcile(self) -> None:
        """Bring every cache to what the API says of it."""
        found = self._reader.caches()
        for one in found:
            if isinstance(one, Unsupported):
                self._leave(one)
            elif one.deleting:
                self._errands.begin(one.id, partial(self._end, one.kind, one.id))
            else:
                self._crews.setdefault(one.id, Crew(self._world, one.kind, one.id))
                self._errands.begin(one.id, partial(self._look_after, one.kind, one.id))
        for identifier in self._crews.keys() - {one.id for one in found}:
            kind = self._crews[identifier].kind
            self._errands.begin(identifier, partial(self._end_gone, kind, identifier))

    def close(self) -> None:
        """Begin nothing any more; return when nothing is at work."""
        self._errands.close()

    def nodes(self) -> Sequence[ServerNode]:
        """Return all cache nodes."""
        client = self._world.client("elasticache")
        return [
            ServerNode(
                id=cluster,
                kind="cache node",
                zone=member.zone,
                address=server.address,
                owner=member.owner,
                appliance=server.appliance,
                changed=self._wake,
                orders=of_cache(client, crew.id) if crew.kind == GROUP else {},
            )
            for crew in list(self._crews.values())
            for cluster, server in list(crew.servers.items())
            if (member := crew.members.get(cluster))
        ]

    def _tokens(self, group: str) -> Sequence[str]:
        tokens: Sequence[str] = self._held(group).auth_tokens
        return tokens

    def _held(self, group: str) -> Any:
        """Return moto's replication group."""
        return self._world.backend("elasticache").replication_groups[group]

    def _wake(self) -> None:
        self._world.wake(self.name)

    def _failed(self, identifier: str, error: Exception) -> None:
        self._unsettled.add(identifier)
        self._world.say("failure", service=self.name, cache=identifier, error=repr(error))

    def _look_after(self, kind: str, identifier: str) -> None:
        # Read again: since it was read, an errand may have given another the primary's role.
        cache, crew = self._reader.cache(kind, identifier), self._crews.get(identifier)
        if cache is None or crew is None:
            return
        crew.place(cache)
        seen = crew.look()
        crew.name(endpoints(cache, seen, crew.addresses))
        asked = cache.kind == GROUP and take_failover(self._held(cache.id))
        steps = decide(cache, seen, crew.addresses, failover_asked=asked)
        for step in steps:
            crew.take(step, cache)
            if isinstance(step, FailOver):
                set_primary(self._held(cache.id), step.cluster)
        if steps:
            self._note(cache, "modifying")
            self._wake()
            return
        crew.configure(cache, seen)
        self._note(cache, "available" if settled(cache, seen) else "modifying")

    def _note(self, cache: Cache, status: str) -> None:
        """Let the API tell the status; one that is being created is so until it is available."""
        if status == "available":
            self._unsettled.discard(cache.id)
        else:
            self._unsettled.add(cache.id)
        key = (cache.kind, cache.id)
        former = observations.status.get(key)
        if former != status and not (former == "creating" and status == "modifying"):
            observations.status[key] = status
            self._world.say("cache", cache=cache.id, status=status)

    def _end_gone(self, kind: str, identifier: str) -> None:
        """End a cache that the API does not tell of, unless it was only being changed."""
        if self._reader.cache(kind, identifier) is None:
            self._end(kind, identifier)

    def _end(self, kind: str, identifier: str) -> None:
        """End a cache's nodes, then let the API forget it."""
        if crew := self._crews.get(identifier):
            crew.end()
            del self._crews[identifier]
        self._unsettled.discard(identifier)
        self._forget(kind, identifier)
        self._world.say("cache", cache=identifier, status="deleted")

    def _forget(self, kind: str, identifier: str) -> None:
        observations.status.pop((kind, identifier), None)
        forget = forget_group if kind == GROUP else forget_cluster
        forget(self._world.backend("elasticache"), identifier)

    def _leave(self, one: Unsupported) -> None:
        """Let the API alone tell of a cache that cannot run here."""
        if one.deleting:
            self._forget(one.kind, one.id)
            self._unsupported.discard(one.id)
        elif one.id not in self._unsupported:
            self._unsupported.add(one.id)
            observations.status.pop((one.kind, one.id), None)
            self._world.say("not run", cache=one.id, reason=one.reason)
