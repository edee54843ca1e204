"""The network of a region: brought to what EC2 says, each time EC2 says something else."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import IPv4Address

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.network import firewall, internet, kernel, links, namespaces, public, router
from aeolus_sandbox.network.links import Link
from aeolus_sandbox.network.model import Interface, Topology
from aeolus_sandbox.network.namespace_names import Names
from aeolus_sandbox.network.vpc import VpcNetwork


@dataclass
class Fabric:
    """The network of a region, all of whose namespaces have names that begin with `prefix`.

    What there is of it is in the kernel: another process may make the same object later, apply a
    topology, and go on with it.
    """

    prefix: str
    topology: Topology = field(default_factory=Topology)

    @property
    def names(self) -> Names:
        """What the namespaces of the region are called."""
        return Names(self.prefix)

    def apply(self, topology: Topology) -> None:
        """Bring rules, routes, NAT gateways and VPC endpoints to those of a topology.

        Other interfaces come and go by `attach` and `detach`, once the topology has them. Tracked
        flows go on when a rule goes away, as they do on AWS.
        """
        self.topology = topology
        internet.create(self.names.internet)
        own = [firewall.RESOLVER, *public.addresses(topology)]
        internet.serve_at(self.names.internet, own)
        networks = [self._network(vpc) for vpc in topology.vpcs]
        for network in networks:
            network.apply()
        wanted = {name for network in networks for name in network.namespaces()}
        for name in self.names.made_by_topology():
            if name not in wanted:
                namespaces.delete(name)
        ways = {
            address: network.internet_gateway
            for network in networks
            for address in network.public_addresses()
        }
        internet.lead(self.names.internet, ways)

    def attach(self, interface: str, owner: str | None = None, name: str = "ens5") -> Link:
        """Put an interface of the topology into its owner's namespace; both are made if need be.

        `owner` is by default the id of the interface itself, `name` how the owner calls it.
        Raises SandboxError when the topology has no such interface.
        """
        link = self.link(interface, owner, name)
        if not namespaces.exists(link.namespace):
            namespaces.create(link.namespace)
        if not kernel.has_link(link.router, link.router_name):
            links.connect(link)
        self._route(interface)
        return link

    def link(self, interface: str, owner: str | None = None, name: str = "ens5") -> Link:
        """Return the link that an interface has once it is attached with the same arguments."""
        found = self._interface(interface)
        return self._network(found.vpc).link(found, f"{self.prefix}{owner or interface}", name)

    def attach_outside(self, owner: str) -> Link:
        """Put a namespace of this name on the internet, in no VPC; it is made if need be."""
        namespace = f"{self.prefix}{owner}"
        if not namespaces.exists(namespace):
            namespaces.create(namespace)
        return internet.outsider(self.names.internet, namespace)

    def detach(self, link: Link) -> None:
        """Remove an attached interface, and the namespace it was in; none is fine."""
        if namespaces.exists(link.router):
            kernel.remove_link(link.router, link.router_name)
        namespaces.delete(link.namespace)

    def cut(self, interface: str) -> None:
        """Let nothing pass an interface any more, without telling anybody."""
        links.cut(self.link(interface))

    def heal(self, interface: str) -> None:
        """Let pass again what may, as before an interface was cut."""
        links.heal(self.link(interface))
        self._route(interface)

    def endpoint_sources(self) -> dict[IPv4Address, str]:
        """Return from which address a service is asked through which VPC endpoint, by its id."""
        hosts = kernel.hosts(self.names.internet)
        return {
            hosts[way.end]: endpoint
            for vpc in self.topology.vpcs
            for way, endpoint in self._network(vpc).ways_to_services()
            if way.end in hosts
        }

    def _network(self, vpc: str) -> VpcNetwork:
        return VpcNetwork(self.names, self.topology, self.topology.vpcs[vpc])

    def _route(self, interface: str) -> None:
        vpc = self._interface(interface).vpc
        router.route(self.names.router(vpc), self.topology, vpc)

    def _interface(self, identifier: str) -> Interface:
        if found := self.topology.interfaces.get(identifier):
            return found
        raise SandboxError(
            f"EC2 has no network interface {identifier!r}: see describe-network-interfaces"
        )
