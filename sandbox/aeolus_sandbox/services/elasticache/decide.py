"""What to do about the nodes of a cache: from what the API says, and what has become of them.

Amazon ElastiCache User Guide, "Minimizing downtime with Multi-AZ": where automatic failover is
enabled, a failed primary's role goes to the replica that lags least, and the failed node is
replaced; where it is not, the new primary first copies the data of a replica. Without a replica
it comes back empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aeolus_sandbox.services.condition import Condition, failed
from aeolus_sandbox.services.elasticache.cache import Cache


@dataclass(frozen=True)
class Seen:
    """A node as it is seen, since `for_s` seconds in its condition.

    `follows` is the address of the node whose data it copies, empty for a primary's; `synced`
    tells whether it has them all; `offset` how far it has come.
    """

    condition: Condition
    for_s: float = 0.0
    follows: str = ""
    synced: bool = False
    offset: int = 0

    @property
    def well(self) -> bool:
        """Whether it answers."""
        return self.condition is Condition.WELL

    @property
    def failed(self) -> bool:
        """Whether it no longer counts as one that answers."""
        return failed(self.condition, self.for_s)


@dataclass(frozen=True)
class Start:
    """Start a node, empty, as a copy of `follow`, or as a primary."""

    cluster: str
    follow: str = ""


@dataclass(frozen=True)
class Follow:
    """Let a node that runs copy another's data."""

    cluster: str
    follow: str


@dataclass(frozen=True)
class Promote:
    """Let a node take writes, and follow nobody."""

    cluster: str


@dataclass(frozen=True)
class FailOver:
    """Promote a node, give it the role and name of primary, and end the one that had them."""

    cluster: str


Step = Start | Follow | Promote | FailOver


def decide(
    cache: Cache,
    seen: Mapping[str, Seen],
    addresses: Mapping[str, str],
    *,
    failover_asked: bool = False,
) -> list[Step]:
    """Return what to do now, in this order; nothing when all is as the API says.

    `seen` and `addresses` are those of the cache's nodes, by cluster.
    """
    primary = seen[cache.primary]
    others = [one.cluster for one in cache.members if one.cluster != cache.primary]
    heir = _heir({cluster: seen[cluster] for cluster in others if seen[cluster].well})
    if heir and cache.automatic_failover and (primary.failed or failover_asked):
        return [FailOver(heir)]
    if primary.condition is Condition.OFF:
        return _restart(cache.primary, heir, seen)
    if not primary.well:
        return []
    if primary.follows:
        source = next((one for one in others if addresses[one] == primary.follows), None)
        lost = source is None or not seen[source].well
        return [Promote(cache.primary)] if primary.synced or lost else []
    steps = (_replica(one, seen[one], cache.primary, addresses[cache.primary]) for one in others)
    return [step for step in steps if step]


def settled(cache: Cache, seen: Mapping[str, Seen]) -> bool:
    """Tell whether every node has its role and the primary's data."""
    return all(
        one.well and (one.synced if cluster != cache.primary else not one.follows)
        for cluster, one in seen.items()
    )


def _heir(candidates: Mapping[str, Seen]) -> str:
    """Return who has most of the data, and rather one that takes writes already; empty if none."""
    return max(
        candidates,
        key=lambda one: (not candidates[one].follows, candidates[one].offset),
        default="",
    )


def _restart(primary: str, heir: str, seen: Mapping[str, Seen]) -> list[Step]:
    """Bring back a primary that keeps its role."""
    if not heir:
        # Who may have the data and answer again in a moment is not to copy an empty primary.
        return [] if any(not one.failed for one in seen.values()) else [Start(primary)]
    if seen[heir].follows:
        # It still waits for the one that failed, and would give nobody its data.
        return [Promote(heir)]
    return [Start(primary, follow=heir)]


def _replica(cluster: str, seen: Seen, primary: str, address: str) -> Step | None:
    if seen.condition is Condition.OFF:
        return Start(cluster, follow=primary)
    if seen.well and seen.follows != address:
        return Follow(cluster, follow=primary)
    return None
