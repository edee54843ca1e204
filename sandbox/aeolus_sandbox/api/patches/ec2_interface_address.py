"""EC2: a network interface has an address of its subnet, and no other has the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from ipaddress import ip_address
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _of_its_subnet(original: Callable[..., Any]) -> Callable[..., Any]:
    def create(self: Any, subnet: Any, private_ip_address: Any, *args: Any, **kwargs: Any) -> Any:
        place = self.get_subnet(subnet) if isinstance(subnet, str) else subnet
        given = private_ip_address
        more = args[0] if args else kwargs.get("private_ip_addresses")
        if not (given or more) or (isinstance(given, str) and ip_address(given) not in place.cidr):
            given = place.get_available_subnet_ip(None)
        return original(self, subnet, given, *args, **kwargs)

    return create


def _not_taken(original: Callable[..., str]) -> Callable[..., str]:
    def get_available_subnet_ip(self: Any, instance: Any) -> str:
        taken = {
            eni.private_ip_address
            for eni in self.ec2_backend.enis.values()
            if eni.subnet.id == self.id
        }
        while (address := original(self, instance)) in taken:
            continue
        return address

    return get_available_subnet_ip


def _replacements() -> Sequence[Replacement]:
    from moto.ec2.models import EC2Backend
    from moto.ec2.models.subnets import Subnet

    return [
        Replacement(EC2Backend, "create_network_interface", _of_its_subnet),
        Replacement(Subnet, "get_available_subnet_ip", _not_taken),
    ]


PATCH = Patch(
    name="ec2_interface_address",
    aws="gives an interface a free address of its subnet, NAT gateways' and endpoints' too",
    source="Amazon EC2 API Reference, CreateNetworkInterface; Amazon VPC User Guide, NAT gateways",
    moto="gives those any of 10.0.0.0/8, and an instance what another interface has already",
    replacements=_replacements,
)
