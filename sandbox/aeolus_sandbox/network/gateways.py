"""What stands in a VPC and forwards: NAT gateways, and the interfaces of VPC endpoints.

Each is a namespace of its own with an interface in its subnet, which the subnet's route table and
its groups concern as any other.
"""

from __future__ import annotations

from ipaddress import IPv4Address

from aeolus_sandbox.network import devices, kernel
from aeolus_sandbox.network.model import Vpc
from aeolus_sandbox.network.routes import NEXT_HOP
from aeolus_sandbox.network.transit import Way

# The name of the interface in the subnet.
INTERFACE = "eth0"
_TABLE = "gateway"


def translate(namespace: str, vpc: Vpc) -> None:
    """Make a NAT gateway of a namespace: for its VPC it asks in its own name, and lets none in.

    Amazon VPC User Guide, "NAT gateways": instances connect outwards, outside none can begin.
    """
    kernel.let_forward(namespace)
    inside = ", ".join(map(str, vpc.cidr_blocks))
    passing = f"ip saddr {{ {inside} }} accept"
    kernel.filter_packets(namespace, _rules(passing, f"oifname {INTERFACE} masquerade"))


def serve(namespace: str, way: Way, service: IPv4Address) -> None:
    """Make the interface of a VPC endpoint of a namespace: it hands HTTPS on to a service."""
    kernel.let_forward(namespace)
    outward = f"oifname {devices.SERVICE} masquerade"
    inward = f"iifname {INTERFACE} tcp dport 443 dnat to {service}"
    rules = _rules(f"oifname {devices.SERVICE} ct status dnat accept", outward, inward)
    kernel.filter_packets(namespace, rules)
    way.open()
    route = f"route replace {service}/32 via {NEXT_HOP} dev {devices.SERVICE} onlink"
    kernel.batch(namespace, [route])


def _rules(passing: str, outward: str, inward: str = "") -> str:
    return f"""\
table ip {_TABLE}
delete table ip {_TABLE}
table ip {_TABLE} {{
chain own {{ type filter hook input priority filter; policy drop;
ct state established,related accept
}}
chain passing {{ type filter hook forward priority filter; policy drop;
ct state established,related accept
{passing}
}}
chain inward {{ type nat hook prerouting priority dstnat;
{inward}
}}
chain outward {{ type nat hook postrouting priority srcnat;
{outward}
}}
}}
"""
