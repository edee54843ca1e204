"""The nodes of one cache: looked at, and brought to what is decided."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from ipaddress import IPv4Address

from aeolus_sandbox.network.model import Interface
from aeolus_sandbox.services.condition import Condition, Watch
from aeolus_sandbox.services.elasticache import configuration
from aeolus_sandbox.services.elasticache.cache import Cache, Member
from aeolus_sandbox.services.elasticache.decide import (
    FailOver,
    Follow,
    Promote,
    Seen,
    Start,
    Step,
)
from aeolus_sandbox.services.elasticache.server import CacheServer
from aeolus_sandbox.supervisor.world import World


@dataclass
class Crew:
    """The servers of the cache called `id`, by cluster."""

    world: World
    kind: str
    id: str
    servers: dict[str, CacheServer] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    _interfaces: dict[str, Interface] = field(default_factory=dict)
    _groups: dict[str, Sequence[str]] = field(default_factory=dict)
    _hosts: set[str] = field(default_factory=set)
    _password: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    _watches: dict[str, Watch] = field(default_factory=dict)

    @property
    def addresses(self) -> dict[str, str]:
        """The private addresses of the nodes."""
        return {cluster: server.address for cluster, server in self.servers.items()}

    def place(self, cache: Cache) -> None:
        """Give each node its place in the network, and end those that are no longer wanted."""
        for cluster in self.members.keys() - {member.cluster for member in cache.members}:
            self.discard(cluster)
        for member in cache.members:
            self._place(member, cache)

    def _place(self, member: Member, cache: Cache) -> None:
        name = member.cluster
        if self._groups.get(name) == cache.security_groups:
            return
        where = (member.owner, member.subnet, cache.security_groups)
        peers = f"cache {cache.id}"
        appliance = self.world.appliance(*where, peers=peers)
        self._interfaces[name] = interface = self.world.network.place(*where, peers=peers)
        if name not in self.servers:
            address = str(interface.address)
            self.servers[name] = CacheServer(appliance, address, self._password)
        self.members[name] = member
        self._groups[name] = cache.security_groups

    def look(self) -> dict[str, Seen]:
        """Return how every node is."""
        return {cluster: self._look(cluster) for cluster in self.servers}

    def _look(self, cluster: str) -> Seen:
        server = self.servers[cluster]
        condition = server.condition()
        if condition is Condition.WELL and not self.world.network.linked(self._interfaces[cluster]):
            condition = Condition.CUT
        for_s = self._watches.setdefault(cluster, Watch()).see(condition)
        if condition is not Condition.WELL:
            return Seen(condition, for_s)
        told = server.replication()
        return Seen(
            condition,
            for_s,
            follows=told.get("master_host", ""),
            synced=told.get("master_link_status") == "up",
            offset=int(told.get("slave_repl_offset", told.get("master_repl_offset", "0"))),
        )

    def take(self, step: Step, cache: Cache) -> None:
        """Take a step. Raises SandboxError when a node does not do its part."""
        server = self.servers[step.cluster]
        match step:
            case Start(follow=follow):
                server.start(cache, self.world.authority, self.addresses.get(follow, ""))
            case Follow(follow=follow):
                server.follow(self.addresses[follow], cache.port)
            case Promote():
                server.promote()
            case FailOver():
                server.promote()
                self.servers[cache.primary].appliance.power_off()
        self.world.say("cache node", cache=cache.id, step=type(step).__name__, **asdict(step))

    def configure(self, cache: Cache, seen: Mapping[str, Seen]) -> None:
        """Bring tokens and parameters of all that answer to what the API says."""
        settings = configuration.settings(cache.parameters)
        for cluster, server in self.servers.items():
            if seen[cluster].well:
                server.let_in(cache.tokens)
                server.apply(settings, lambda *why, node=cluster: self._refused(node, *why))

    def _refused(self, node: str, name: str, value: str, reason: str) -> None:
        self.world.say("parameter ignored", node=node, name=name, value=value, reason=reason)

    def name(self, endpoints: Mapping[str, Sequence[IPv4Address]]) -> None:
        """Let names mean these addresses, and those that were given before nothing."""
        for host in self._hosts - endpoints.keys():
            self.world.network.unname(host)
        for host, addresses in endpoints.items():
            self.world.network.name(host, addresses)
        self._hosts = set(endpoints)

    def end(self) -> None:
        """End all nodes, and forget their names."""
        self.name({})
        for cluster in list(self.servers):
            self.discard(cluster)

    def discard(self, cluster: str) -> None:
        """End a node, and take it out of the network."""
        self.servers.pop(cluster).appliance.discard()
        self.world.network.remove(self.members.pop(cluster).owner)
        for known in (self._watches, self._groups, self._interfaces):
            known.pop(cluster, None)
