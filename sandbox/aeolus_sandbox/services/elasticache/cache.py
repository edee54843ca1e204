"""A replication group, or a cluster that is in none, as its nodes need it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Member:
    """A node: the cluster that it is, the name of its endpoint, and where it stands."""

    cluster: str
    host: str
    zone: str
    subnet: str

    @property
    def owner(self) -> str:
        """Whose network interface the node has."""
        return f"cache-{self.cluster}"


@dataclass(frozen=True)
class Cache:
    """What the API says of a cache; `kind` is that by which its status is observed.

    `primary` is the cluster that has this role. An empty token lets anybody in; none at all, too.
    """

    kind: str
    id: str
    members: Sequence[Member]
    primary: str
    security_groups: Sequence[str]
    primary_host: str = ""
    reader_host: str = ""
    port: int = 6379
    encrypted: bool = False
    tokens: Sequence[str] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    automatic_failover: bool = False
    deleting: bool = False

    def member(self, cluster: str) -> Member:
        """Return the node of this name."""
        return next(member for member in self.members if member.cluster == cluster)

    @property
    def hosts(self) -> list[str]:
        """All names that lead to its nodes."""
        own = [self.primary_host, self.reader_host]
        return [host for host in [*own, *(member.host for member in self.members)] if host]


@dataclass(frozen=True)
class Unsupported:
    """A cache that cannot run here, and why."""

    kind: str
    id: str
    reason: str
    deleting: bool
