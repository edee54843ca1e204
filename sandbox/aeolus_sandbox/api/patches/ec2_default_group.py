"""EC2: the default security group of a VPC lets its own members in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _with_its_rule(original: Callable[..., Any]) -> Callable[..., Any]:
    def create_security_group(self: Any, *args: Any, **kwargs: Any) -> Any:
        group = original(self, *args, **kwargs)
        if group.is_default:
            self.authorize_security_group_ingress(
                group.id,
                ip_protocol="-1",
                from_port="-1",
                to_port="-1",
                ip_ranges=[],
                source_groups=[{"GroupId": group.id}],
                vpc_id=group.vpc_id,
            )
        return group

    return create_security_group


def _replacements() -> Sequence[Replacement]:
    from moto.ec2.models import EC2Backend

    return [Replacement(EC2Backend, "create_security_group", _with_its_rule)]


PATCH = Patch(
    name="ec2_default_group",
    aws="a VPC's default security group lets its own members in",
    source="Amazon VPC User Guide, Default security groups for your VPCs",
    moto="gives it no such rule",
    replacements=_replacements,
)
