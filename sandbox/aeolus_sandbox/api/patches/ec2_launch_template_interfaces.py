"""EC2: an instance launched from a template has the network interfaces of the template."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _from_template(original: Callable[..., Any]) -> Callable[..., Any]:
    def run_instances(self: Any, *args: Any, **kwargs: Any) -> Any:
        if (template := kwargs.get("launch_template")) and not kwargs.get("nics"):
            data = self._get_template_from_args(template).data
            kwargs["nics"] = [_with_index(nic) for nic in data.get("NetworkInterfaces") or []]
        return original(self, *args, **kwargs)

    return run_instances


def _with_index(nic: dict[str, Any]) -> dict[str, Any]:
    return {"DeviceIndex": 0, **nic}


def _of_its_own(original: Callable[..., None]) -> Callable[..., None]:
    def prep_nics(self: Any, nic_spec: list[dict[str, Any]], *args: Any, **kwargs: Any) -> None:
        # moto writes into it, and several instances of one launch would have one address.
        original(self, deepcopy(nic_spec), *args, **kwargs)

    return prep_nics


def _replacements() -> Sequence[Replacement]:
    from moto.ec2.models import EC2Backend
    from moto.ec2.models.instances import Instance

    return [
        Replacement(EC2Backend, "run_instances", _from_template),
        Replacement(Instance, "prep_nics", _of_its_own),
    ]


PATCH = Patch(
    name="ec2_launch_template_interfaces",
    aws="gives an instance the groups and the public address its template's interfaces ask for",
    source="Amazon EC2 API Reference, LaunchTemplateInstanceNetworkInterfaceSpecificationRequest",
    moto="gives it one interface with the VPC's default group",
    replacements=_replacements,
)
