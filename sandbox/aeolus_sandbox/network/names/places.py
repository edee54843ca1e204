"""Where the resolvers of a region listen, and what is known at each place."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_sandbox.network import firewall
from aeolus_sandbox.network.fabric import Fabric
from aeolus_sandbox.network.names.route53 import HostedZone
from aeolus_sandbox.network.names.server import Place
from aeolus_sandbox.network.names.views import Endpoints, view
from aeolus_sandbox.network.names.zone import Zone


def places(
    fabric: Fabric, region: str, zones: Iterable[HostedZone], endpoints: Endpoints
) -> dict[Place, list[Zone]]:
    """Return for a network, as it was applied, what `Resolvers.tell` is to be told.

    Each VPC with a resolver has it at both its addresses; what stands in no VPC asks the
    internet's, at the one that is the same everywhere.
    """
    zones = list(zones)
    topology, names = fabric.topology, fabric.names
    outside = view(topology, region, zones, endpoints, None)
    found = {Place(names.internet, firewall.RESOLVER): outside}
    for vpc in topology.vpcs.values():
        if vpc.dns_support:
            known = view(topology, region, zones, endpoints, vpc.id)
            for address in (firewall.RESOLVER, vpc.resolver):
                found[Place(names.router(vpc.id), address)] = known
    return found
