"""EC2: security groups and source/destination check of an instance are its primary interface's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _only_its_own(original: Any) -> Any:
    return property(lambda interface: interface._group_set)


def _groups_from_interface(original: Callable[..., None]) -> Callable[..., None]:
    def prep_nics(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        self.security_groups = self.nics[0]._group_set

    return prep_nics


def _check_of_both(original: Callable[..., Any]) -> Callable[..., Any]:
    def modify(self: Any, instance_id: str, key: str, value: Any) -> Any:
        instance = original(self, instance_id, key, value)
        if key == "source_dest_check":
            instance.nics[0].source_dest_check = value
        return instance

    return modify


def _groups_of_both(original: Callable[..., Any]) -> Callable[..., Any]:
    def modify(self: Any, *args: Any, **kwargs: Any) -> Any:
        instance = original(self, *args, **kwargs)
        instance.nics[0]._group_set = instance.security_groups
        return instance

    return modify


def _told_to_instance(original: Callable[..., None]) -> Callable[..., None]:
    def modify(self: Any, eni_id: str, *args: Any, **kwargs: Any) -> None:
        original(self, eni_id, *args, **kwargs)
        interface = self.get_network_interface(eni_id)
        if interface.instance and interface.instance.nics[0] is interface:
            interface.instance.source_dest_check = interface.source_dest_check
            interface.instance.security_groups = interface._group_set

    return modify


def _replacements() -> Sequence[Replacement]:
    from moto.ec2.models import EC2Backend
    from moto.ec2.models.elastic_network_interfaces import NetworkInterface
    from moto.ec2.models.instances import Instance

    return [
        Replacement(NetworkInterface, "group_set", _only_its_own),
        Replacement(Instance, "prep_nics", _groups_from_interface),
        Replacement(EC2Backend, "modify_instance_attribute", _check_of_both),
        Replacement(EC2Backend, "modify_instance_security_groups", _groups_of_both),
        Replacement(EC2Backend, "modify_network_interface_attribute", _told_to_instance),
    ]


PATCH = Patch(
    name="ec2_primary_interface",
    aws="has one set of groups and one check, set and told by the instance or by its interface",
    source="Amazon EC2 API Reference, ModifyInstanceAttribute, GroupId and SourceDestCheck",
    moto="has two of each: groups add up, so that one taken away stays, and checks differ",
    replacements=_replacements,
)
