"""EC2: the security groups of a VPC endpoint are those of its interfaces."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _with_groups(original: Callable[..., Any]) -> Callable[..., Any]:
    def create_vpc_endpoint(self: Any, *args: Any, **kwargs: Any) -> Any:
        endpoint = original(self, *args, **kwargs)
        _hand_on(self, endpoint)
        return endpoint

    return create_vpc_endpoint


def _with_changed_groups(original: Callable[..., None]) -> Callable[..., None]:
    def modify_vpc_endpoint(self: Any, vpc_id: str, *args: Any, **kwargs: Any) -> None:
        original(self, vpc_id, *args, **kwargs)
        _hand_on(self, self.vpc_end_points[vpc_id])

    return modify_vpc_endpoint


def _hand_on(backend: Any, endpoint: Any) -> None:
    groups = [backend.get_security_group_from_id(name) for name in endpoint.security_group_ids]
    for name in endpoint.network_interface_ids:
        # Without any, the interface keeps the VPC's default group.
        if groups:
            backend.enis[name]._group_set = groups


def _replacements() -> Sequence[Replacement]:
    from moto.ec2.models import EC2Backend

    return [
        Replacement(EC2Backend, "create_vpc_endpoint", _with_groups),
        Replacement(EC2Backend, "modify_vpc_endpoint", _with_changed_groups),
    ]


PATCH = Patch(
    name="ec2_endpoint_groups",
    aws="associates the security groups of an interface endpoint with its interfaces",
    source="Amazon EC2 API Reference, CreateVpcEndpoint and ModifyVpcEndpoint, SecurityGroupId",
    moto="gives its interfaces the VPC's default group, whatever was asked for",
    replacements=_replacements,
)
