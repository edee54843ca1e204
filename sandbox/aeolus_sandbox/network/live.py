"""The network of a running region: kept as EC2 and Route 53 say, with what they do not list."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from ipaddress import IPv4Address

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.network import devices, kernel, namespaces, placing
from aeolus_sandbox.network.fabric import Fabric
from aeolus_sandbox.network.links import Link
from aeolus_sandbox.network.listing import Listing
from aeolus_sandbox.network.model import Group, Interface, Topology
from aeolus_sandbox.network.names.places import places
from aeolus_sandbox.network.names.route53 import HostedZone
from aeolus_sandbox.network.names.server import Resolvers, ask_host


class LiveNetwork:
    """A region's network, safe to use from many threads.

    `listing` is what EC2 and Route 53 say; what they do not list is placed beside it.
    """

    def __init__(self, prefix: str, region: str, listing: Listing) -> None:
        """Make nothing yet: `follow` and `refresh` do."""
        self.fabric = Fabric(prefix)
        self.resolvers = Resolvers(upstream=ask_host)
        self._region = region
        self._listing = listing
        self._applied = Topology()
        self._named: list[HostedZone] = []
        self._placed: dict[str, Interface] = {}
        self._peers: dict[str, Group] = {}
        self._attached: dict[str, str] = {}
        self._endpoints: dict[str, tuple[IPv4Address, ...]] = {}
        self._lock = threading.RLock()

    @property
    def _listed(self) -> Topology:
        return self._listing.topology

    @property
    def topology(self) -> Topology:
        """The network as it was applied last: all that is in it is there."""
        return self._applied

    def follow(self) -> None:
        """Bring the network to what EC2 and Route 53 have been told since they were last read."""
        with self._lock:
            if self._listing.has_news():
                self._listing.read()
                if self._listing.zones != self._named or self._wanted() != self._applied:
                    self._apply()

    def refresh(self) -> None:
        """Bring the network to what EC2 and Route 53 say now, whether or not there was any news."""
        asked = time.monotonic()
        # One after the other, or what was read first might be applied last.
        with self._lock:
            if self._listing.read_at < asked:  # else somebody has read it while this waited
                self._listing.unread()
            self.follow()

    def place(
        self,
        owner: str,
        subnet: str,
        groups: Sequence[str],
        *,
        public: bool = False,
        peers: str = "",
        filtered: bool = True,
    ) -> Interface:
        """Return the interface of a server that EC2 does not list, made and attached.

        Of an owner that has one, it is that with these groups from now on. Those of one VPC with
        the same `peers` reach each other whatever their groups say; one that is not `filtered`
        heeds no group. Raises SandboxError when EC2 has no such subnet.
        """
        with self._lock:
            if subnet not in self._listed.subnets:
                self.refresh()
            if subnet not in self._listed.subnets:
                raise SandboxError(f"{owner}: EC2 has no subnet {subnet!r}: see describe-subnets")
            found = self._placed.get(owner)
            if found is None or found.subnet != subnet:
                taken = [*self._listed.interfaces.values(), *self._placed.values()]
                found = placing.interface(owner, self._listed.subnets[subnet], taken, public)
            of = (*groups, *self._of_peers(peers, found.vpc))
            wanted = replace(found, groups=of, filtered=filtered)
            if self._placed.get(owner) != wanted:
                self._placed[owner] = wanted
                self._apply()
            self.attach(wanted.id, owner)
            return wanted

    def attach(self, interface: str, owner: str) -> Link:
        """Attach an interface that EC2 lists, or that was placed, to the owner's namespace."""
        with self._lock:
            if interface not in self.topology.interfaces:
                self.refresh()
            link = self.fabric.link(interface, owner)
            # Servers are looked after all the time, and each question to the kernel is a process.
            if self._attached.get(owner) != interface or not namespaces.exists(link.namespace):
                self.fabric.attach(interface, owner)
                self._attached[owner] = interface
            return link

    def place_outside(self, owner: str) -> None:
        """Place an owner on the internet, in no VPC; what it had in one is gone."""
        with self._lock:
            if owner in self._placed:
                self.remove(owner)
            self.fabric.attach_outside(owner)

    def remove(self, owner: str) -> None:
        """Take an owner's interface away, with the owner's namespace; none is fine."""
        with self._lock:
            interface = self._attached.pop(owner, None)
            if interface in self.topology.interfaces:
                self.fabric.detach(self.fabric.link(str(interface), owner))
            namespaces.delete(self.namespace(owner))
            if self._placed.pop(owner, None):
                self._apply()

    def namespace(self, owner: str) -> str:
        """Return the name of an owner's network namespace."""
        return f"{self.fabric.prefix}{owner}"

    def name(self, host: str, addresses: Sequence[IPv4Address]) -> None:
        """Let a name mean these addresses, wherever names are asked for."""
        with self._lock:
            if self._endpoints.get(host) != tuple(addresses):
                self._endpoints[host] = tuple(addresses)
                self._tell()

    def addresses(self, host: str) -> tuple[IPv4Address, ...]:
        """Return what a name means that a service has given; none when it has not."""
        return self._endpoints.get(host, ())

    def unname(self, host: str) -> None:
        """Forget a name; one that is not known is fine."""
        with self._lock:
            if self._endpoints.pop(host, None) is not None:
                self._tell()

    def cut(self, owner: str) -> None:
        """Let nothing pass to or from an owner, or a NAT gateway, without telling it."""
        with self._lock:
            self.fabric.cut(self._interface(owner))

    def heal(self, owner: str) -> None:
        """Let pass again what may."""
        with self._lock:
            self.fabric.heal(self._interface(owner))

    def linked(self, interface: Interface) -> bool:
        """Tell whether anything passes to and from an interface that is attached."""
        return devices.of(interface) in kernel.links_up(self.fabric.names.router(interface.vpc))

    def close(self) -> None:
        """Answer for no name any more; what is in the kernel stays."""
        self.resolvers.close()

    def _interface(self, owner: str) -> str:
        if interface := self._attached.get(owner):
            return interface
        if gateway := self.topology.nat_gateways.get(owner):
            return gateway.interface
        raise SandboxError(f"{owner} has no network interface: it is not running")

    def _of_peers(self, name: str, vpc: str) -> list[str]:
        if not name:
            return []
        group = placing.peers(name, vpc)
        self._peers[group.id] = group
        return [group.id]

    def _wanted(self) -> Topology:
        there = [one for one in self._placed.values() if one.subnet in self._listed.subnets]
        used = {group for one in there for group in one.groups}
        peers = [group for group in self._peers.values() if group.id in used]
        return self._listed.including(there, peers)

    def _apply(self) -> None:
        wanted, zones = self._wanted(), self._listing.zones
        try:
            self.fabric.apply(wanted)
        except BaseException:
            self._listing.unread()
            raise
        self._applied, self._named = wanted, zones
        self._tell()

    def _tell(self) -> None:
        self.resolvers.tell(places(self.fabric, self._region, self._named, self._endpoints))
