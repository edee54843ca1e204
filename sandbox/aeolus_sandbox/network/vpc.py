"""The network of one VPC: its router, its ways out, and what forwards in its subnets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address

from aeolus_sandbox.network import (
    devices,
    firewall,
    gateways,
    kernel,
    links,
    namespaces,
    public,
    router,
)
from aeolus_sandbox.network.links import Link
from aeolus_sandbox.network.model import Endpoint, Interface, NatGateway, Topology, Vpc
from aeolus_sandbox.network.namespace_names import Names
from aeolus_sandbox.network.transit import Way


@dataclass(frozen=True)
class VpcNetwork:
    """The network of `vpc`, as `topology` has it."""

    names: Names
    topology: Topology
    vpc: Vpc

    @property
    def router(self) -> str:
        """The namespace of its router."""
        return self.names.router(self.vpc.id)

    @property
    def internet_gateway(self) -> Way:
        """The way through its internet gateway, open while one is attached."""
        end = devices.at_internet(devices.TO_VPCS, self.vpc.id)
        return Way(self.router, devices.INTERNET_GATEWAY, self.names.internet, end)

    def apply(self) -> None:
        """Bring the network to what the topology says."""
        router.create(self.router)
        router.serve_at(self.router, [firewall.RESOLVER, self.vpc.resolver])
        # First, so that nothing passes before its rules are there.
        router.filter_packets(self.router, self.topology, self.vpc.id)
        if self.vpc.internet_gateway:
            self.internet_gateway.open()
        else:
            self.internet_gateway.close()
        self._apply_gateway_endpoints()
        for _, interface in self._nat_gateways():
            gateways.translate(self._stand(interface), self.vpc)
        for endpoint, interface in self._endpoint_interfaces():
            way = self._way_to_service(interface)
            service = public.address(self.topology, endpoint.service)
            gateways.serve(self._stand(interface), way, service)
        router.route(self.router, self.topology, self.vpc.id)

    def link(self, interface: Interface, namespace: str, name: str) -> Link:
        """Return the link of one of its interfaces to a namespace, where it is called `name`."""
        return Link(
            namespace=namespace,
            name=name,
            address=interface.address,
            mac=interface.mac,
            router=self.router,
            router_name=devices.of(interface),
        )

    def namespaces(self) -> Iterator[str]:
        """Yield the namespaces that the topology alone makes necessary."""
        yield self.router
        for _, interface in [*self._nat_gateways(), *self._endpoint_interfaces()]:
            yield self.names.gateway(interface.id)

    def public_addresses(self) -> list[IPv4Address]:
        """Return the public addresses of its interfaces, if they can be reached at all."""
        interfaces = self.topology.interfaces_of(self.vpc.id)
        found = [one.public_address for one in interfaces if one.public_address]
        return found if self.vpc.internet_gateway else []

    def ways_to_services(self) -> Iterator[tuple[Way, str]]:
        """Yield the ways to AWS's services that VPC endpoints have, and the endpoints' ids."""
        for endpoint in self._endpoints():
            if not endpoint.interfaces:
                yield self._way_of_gateway_endpoint(endpoint), endpoint.id
        for endpoint, interface in self._endpoint_interfaces():
            yield self._way_to_service(interface), endpoint.id

    def _apply_gateway_endpoints(self) -> None:
        ways = [
            self._way_of_gateway_endpoint(endpoint)
            for endpoint in self._endpoints()
            if not endpoint.interfaces
        ]
        for way in ways:
            way.open()
        for name in kernel.links_up(self.router) - {way.name for way in ways}:
            if name.startswith(devices.ENDPOINTS):
                kernel.remove_link(self.router, name)

    def _stand(self, interface: Interface) -> str:
        """Put an interface into the namespace of what forwards there, and return that."""
        namespace = self.names.gateway(interface.id)
        link = self.link(interface, namespace, gateways.INTERFACE)
        if not namespaces.exists(namespace):
            namespaces.create(namespace)
        if not kernel.has_link(link.router, link.router_name):
            links.connect(link)
        return namespace

    def _endpoints(self) -> list[Endpoint]:
        return [one for one in self.topology.endpoints.values() if one.vpc == self.vpc.id]

    def _endpoint_interfaces(self) -> Iterator[tuple[Endpoint, Interface]]:
        for endpoint in self._endpoints():
            for name in endpoint.interfaces:
                if interface := self.topology.interfaces.get(name):
                    yield endpoint, interface

    def _nat_gateways(self) -> Iterator[tuple[NatGateway, Interface]]:
        for gateway in self.topology.nat_gateways.values():
            interface = self.topology.interfaces.get(gateway.interface)
            if interface and interface.vpc == self.vpc.id:
                yield gateway, interface

    def _way_of_gateway_endpoint(self, endpoint: Endpoint) -> Way:
        end = devices.at_internet(devices.TO_ENDPOINTS, endpoint.id)
        return Way(self.router, devices.of_endpoint(endpoint), self.names.internet, end)

    def _way_to_service(self, interface: Interface) -> Way:
        end = devices.at_internet(devices.TO_ENDPOINTS, interface.id)
        namespace = self.names.gateway(interface.id)
        return Way(namespace, devices.SERVICE, self.names.internet, end)
