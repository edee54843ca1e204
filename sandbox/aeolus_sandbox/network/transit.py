"""The ways out of a VPC: links from a namespace of it to the internet's.

Each has an address of its own, from a range that is nobody's (RFC 2544, benchmarks): by the source
address of what comes through an endpoint's link, a service knows the endpoint.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.network import kernel
from aeolus_sandbox.network.links import MTU
from aeolus_sandbox.network.routes import NEXT_HOP

ADDRESSES = IPv4Network("198.18.0.0/16")


@dataclass(frozen=True)
class Way:
    """A link from the device `name` of `namespace` to the device `end` of `internet`."""

    namespace: str
    name: str
    internet: str
    end: str

    def open(self) -> IPv4Address:
        """Make the link unless it is there; return its address."""
        taken = kernel.hosts(self.internet)
        if self.end in taken:
            return taken[self.end]
        self.close()  # of one that was left half-made
        address = free(ADDRESSES, taken.values())
        pair = f"link add {self.end} mtu {MTU} type veth peer name {self.name} mtu {MTU}"
        kernel.batch(
            self.internet,
            [
                f"{pair} netns {self.namespace}",
                f"address add {NEXT_HOP}/32 dev {self.end}",
                f"link set {self.end} up",
            ],
        )
        kernel.batch(
            self.namespace,
            [f"address add {address}/32 dev {self.name}", f"link set {self.name} up"],
        )
        # Last: by this route the link is found the next time.
        kernel.batch(self.internet, [f"route add {address}/32 dev {self.end}"])
        return address

    def close(self) -> None:
        """Remove the link; none is fine."""
        kernel.remove_link(self.internet, self.end)


def free(network: IPv4Network, taken: Iterable[IPv4Address]) -> IPv4Address:
    """Return the lowest address of a network that is not taken.

    Raises SandboxError when there is none.
    """
    others = set(taken)
    for address in network.hosts():
        if address not in others:
            return address
    raise SandboxError(f"all addresses of {network} are taken: take the sandbox down")
