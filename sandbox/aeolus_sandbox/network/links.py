"""The link of one network interface: a veth pair from its namespace to the router's.

Every interface stands alone behind the router, with an address of one host and a default route
over the link. So traffic between any two interfaces, of one subnet or of two, passes the router,
where rules and routes apply to it, as they do in a VPC.
"""

from __future__ import annotations

from ipaddress import IPv4Address

from pydantic import BaseModel, ConfigDict

from aeolus_sandbox.commands import run

# Link-local, and on AWS nobody's: the router's end of every link.
GATEWAY = IPv4Address("169.254.0.1")
# Amazon EC2 User Guide, Network MTU: within a VPC, jumbo frames.
MTU = 9001
_NAME_LIMIT = 15  # IFNAMSIZ, less its end


class Link(BaseModel):
    """An interface `name` of `namespace`, with `address` and `mac`, on `router`'s `router_name`."""

    model_config = ConfigDict(frozen=True)

    namespace: str
    name: str
    address: IPv4Address
    mac: str
    router: str
    router_name: str


def router_interface(resource_id: str) -> str:
    """Return a name for the router's end of a resource's link: `v` and the end of its id."""
    return "v" + resource_id.rpartition("-")[2][1 - _NAME_LIMIT :]


def connect(link: Link) -> None:
    """Make the pair, give it its address, and the routes to and from it."""
    here, there = link.router_name, link.name
    pair = f"link add {here} mtu {MTU} type veth peer name {there} mtu {MTU}"
    _batch(
        link.router,
        f"{pair} netns {link.namespace} address {link.mac}",
        f"address add {GATEWAY}/32 dev {here}",
        f"link set {here} up",
        f"route add {link.address}/32 dev {here}",
    )
    _batch(
        link.namespace,
        f"address add {link.address}/32 dev {there}",
        f"link set {there} up",
        f"route add {GATEWAY}/32 dev {there} scope link",
        f"route add default via {GATEWAY} dev {there} src {link.address}",
    )


def cut(link: Link) -> None:
    """Take the link down: nothing passes, and neither end is told why."""
    _batch(link.router, f"link set {link.router_name} down")


def heal(link: Link) -> None:
    """Put the link up again, with the route that went when it was cut."""
    _batch(
        link.router,
        f"link set {link.router_name} up",
        f"route replace {link.address}/32 dev {link.router_name}",
    )


def _batch(namespace: str, *commands: str) -> None:
    run(["ip", "-n", namespace, "-batch", "-"], stdin="\n".join(commands))
