"""How the router of a VPC and the internet call the ends of their links."""

from __future__ import annotations

import zlib

from aeolus_sandbox.network.links import router_interface
from aeolus_sandbox.network.model import Endpoint, Interface

# The router's way through its VPC's internet gateway.
INTERNET_GATEWAY = "igw"
# What begins the names of the router's ways through gateway endpoints.
ENDPOINTS = "g-"
# An interface endpoint's own way to its service, in the endpoint's namespace.
SERVICE = "service"
# What begins the names of the internet's ends: of internet gateways', of endpoints' links, and of
# the links of what stands in no VPC.
TO_VPCS, TO_ENDPOINTS, TO_OUTSIDERS = "i-", "e-", "o-"


def of(interface: Interface) -> str:
    """Return the name of the router's end of an interface's link."""
    return router_interface(interface.id)


def of_endpoint(endpoint: Endpoint) -> str:
    """Return the name of the router's way through a gateway endpoint."""
    return ENDPOINTS + _tail(endpoint.id)


def at_internet(kind: str, resource_id: str) -> str:
    """Return the name of the internet's end of a resource's link; `kind` is one of TO_…."""
    return kind + _tail(resource_id)


def of_outsider(namespace: str) -> str:
    """Return the name of the internet's end of the link of a namespace that is in no VPC."""
    return f"{TO_OUTSIDERS}{zlib.crc32(namespace.encode()):08x}"


def _tail(resource_id: str) -> str:
    return router_interface(resource_id)[-13:]
