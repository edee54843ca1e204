"""The public addresses of AWS's services, as the region has them."""

from __future__ import annotations

from ipaddress import IPv4Address

from aeolus_sandbox.network.model import Topology

# Of every service for which EC2 keeps no prefix list. Like all that are made up here, from a range
# for benchmarks, which is nobody's in the real world (RFC 2544).
ADDRESS = IPv4Address("198.19.255.10")


def address(topology: Topology, service: str) -> IPv4Address:
    """Return the address of a service by its name, as `com.amazonaws.eu-central-1.s3`.

    It is in the service's prefix list if there is one, as a gateway endpoint demands.
    """
    networks = topology.services.get(service)
    return networks[0].network_address + 10 if networks else ADDRESS


def addresses(topology: Topology) -> list[IPv4Address]:
    """Return the addresses of all services, sorted."""
    return sorted({ADDRESS, *(address(topology, service) for service in topology.services)})
