"""EC2: what a resource brought along goes with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _leaving_with_instance(original: Callable[..., None]) -> Callable[..., None]:
    def prep_nics(self: Any, nic_spec: list[dict[str, Any]], *args: Any, **kwargs: Any) -> None:
        original(self, nic_spec, *args, **kwargs)
        asked = next((nic for nic in nic_spec if int(nic.get("DeviceIndex", 0)) == 0), {})
        if not {"NetworkInterfaceId", "DeleteOnTermination"} & asked.keys():
            self.nics[0].delete_on_termination = True

    return prep_nics


def _ended_before(original: Callable[..., Any]) -> Callable[..., Any]:
    def terminate(self: Any) -> Any:
        for nic in self.nics.values():
            # Ending an instance twice is no mistake: what is gone already stays gone.
            if nic.id not in self.ec2_backend.enis:
                nic.delete_on_termination = False
        return original(self)

    return terminate


def _with_interface(original: Callable[..., Any]) -> Callable[..., Any]:
    def delete_nat_gateway(self: Any, nat_gateway_id: str) -> Any:
        gateway = original(self, nat_gateway_id)
        self.enis.pop(gateway._eni.id, None)
        return gateway

    return delete_nat_gateway


def _with_network_acl(original: Callable[..., Any]) -> Callable[..., Any]:
    def delete_vpc(self: Any, vpc_id: str) -> Any:
        vpc = original(self, vpc_id)
        for acl in [acl for acl in self.network_acls.values() if acl.vpc_id == vpc_id]:
            del self.network_acls[acl.id]
        return vpc

    return delete_vpc


def _replacements() -> Sequence[Replacement]:
    from moto.ec2.models import EC2Backend
    from moto.ec2.models.instances import Instance

    return [
        Replacement(Instance, "prep_nics", _leaving_with_instance),
        Replacement(Instance, "terminate", _ended_before),
        Replacement(EC2Backend, "delete_nat_gateway", _with_interface),
        Replacement(EC2Backend, "delete_vpc", _with_network_acl),
    ]


PATCH = Patch(
    name="ec2_leftovers",
    aws="an instance's first interface, a NAT gateway's interface and a VPC's default network ACL "
    "are deleted with it",
    source="Amazon EC2 API Reference, InstanceNetworkInterfaceSpecification; VPC User Guide",
    moto="keeps them for good",
    replacements=_replacements,
)
