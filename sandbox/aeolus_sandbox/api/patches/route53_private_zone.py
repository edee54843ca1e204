"""Route 53: a zone made with a VPC is private."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _private_with_vpc(original: Callable[..., Any]) -> Callable[..., Any]:
    def get_bool_param(self: Any, param_name: str, if_none: Any = None) -> Any:
        if param_name == "HostedZoneConfig.PrivateZone" and self._get_param("VPC.VPCId"):
            return True
        return original(self, param_name, if_none)

    return get_bool_param


def _replacements() -> Sequence[Replacement]:
    from moto.route53.responses import Route53

    return [Replacement(Route53, "_get_bool_param", _private_with_vpc)]


PATCH = Patch(
    name="route53_private_zone",
    aws="naming a VPC in CreateHostedZone makes a private zone",
    source="Amazon Route 53 API Reference, CreateHostedZone",
    moto="makes it public and forgets the VPC unless HostedZoneConfig.PrivateZone is sent too",
    replacements=_replacements,
)
