"""The internet of a region: the namespace where its public addresses are, and AWS's services.

It knows the VPCs by their public addresses only, so that no private one can be reached from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from ipaddress import IPv4Address, IPv4Network

from aeolus_sandbox.network import devices, kernel, links, namespaces, transit
from aeolus_sandbox.network.links import Link
from aeolus_sandbox.network.transit import Way

# Of the routes to the VPCs' public addresses (rtnetlink(7): from 4 on for whoever wants one).
_PROTOCOL = 200

# Of what stands in no VPC: it has a public address, at which nobody can reach it.
_OUTSIDERS = IPv4Network("198.19.1.0/24")
_MAC = "02:00:00:00:00:01"  # each has its link to itself

# What comes by an endpoint's link is for the services alone; nothing goes to a link's own address.
_RULES = f"""\
table ip internet
delete table ip internet
table ip internet {{
chain passing {{ type filter hook forward priority filter; policy accept;
ct state established,related accept
iifname "{devices.TO_ENDPOINTS}*" drop
oifname "{devices.TO_ENDPOINTS}*" drop
oifname "{devices.TO_OUTSIDERS}*" drop
ip daddr {transit.ADDRESSES} drop
}}
}}
"""


def create(name: str) -> None:
    """Make the internet; nothing is in it yet. One that is there stays as it is."""
    if not namespaces.exists(name):
        namespaces.create(name)
    kernel.let_forward(name)
    kernel.filter_packets(name, _RULES)


def lead(name: str, public: Mapping[IPv4Address, Way]) -> None:
    """Lead each public address to the VPC at the other end of a way, and no other address."""
    hosts = kernel.hosts(name)
    kernel.routes_of(
        name,
        _PROTOCOL,
        {
            IPv4Network(address): f"via {hosts[way.end]} dev {way.end} onlink"
            for address, way in public.items()
            if way.end in hosts
        },
    )


def serve_at(name: str, addresses: Iterable[IPv4Address]) -> None:
    """Give the internet addresses of its own, at which services may listen."""
    kernel.batch(name, [f"address replace {address}/32 dev lo" for address in addresses])


def outsider(name: str, namespace: str) -> Link:
    """Return the link of a namespace that stands in no VPC, made unless it is there.

    It reaches public addresses only, as a Lambda function without a VPC does.
    """
    end = devices.of_outsider(namespace)
    hosts = kernel.hosts(name)
    link = Link(
        namespace=namespace,
        name="eth0",
        address=hosts.get(end) or transit.free(_OUTSIDERS, hosts.values()),
        mac=_MAC,
        router=name,
        router_name=end,
    )
    if end not in hosts:
        kernel.remove_link(name, end)  # of one that was left half-made
        links.connect(link)
    return link
