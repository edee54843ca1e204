"""What Terraform would create."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .values import Values


@dataclass(frozen=True)
class Resource:
    """One resource; those of a `count` or `for_each` are resources of their own."""

    address: str
    """As Terraform prints it: `module.a.aws_instance.web[0]`."""
    type: str
    path: tuple[str, ...]
    """Where it stands: the constructs or modules that hold it, outermost first; last itself."""
    values: Values
    references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each argument, the addresses of the resources that its value mentions."""


@dataclass(frozen=True)
class Unreadable:
    """A resource that is in the configuration and cannot be counted, with the reason."""

    address: str
    reason: str


@dataclass(frozen=True)
class Stack:
    """The resources of one Terraform configuration, in one region."""

    name: str
    region: str
    resources: tuple[Resource, ...]
    unreadable: tuple[Unreadable, ...] = ()

    def linked(self, resource: Resource, argument: str, type_: str) -> tuple[Resource, ...]:
        """Return the resources of `type_` that `argument` of `resource` refers to."""
        found = (
            each
            for address in resource.references.get(argument, ())
            for each in self._by_address.get(address, ())
        )
        return tuple(each for each in found if each.type == type_)

    def referring(self, resource: Resource, type_: str, argument: str) -> tuple[Resource, ...]:
        """Return the resources of `type_` whose `argument` refers to `resource`."""
        # A reference may leave out the index of a counted resource: it means all of them.
        whole = resource.address.rpartition("[")[0] if resource.address.endswith("]") else ""
        addresses = (resource.address, whole)
        found = (self._referring.get((type_, argument, address), ()) for address in addresses)
        return tuple(each for some in found for each in some)

    def of_type(self, type_: str) -> tuple[Resource, ...]:
        """Return the resources of `type_`, in the order of the configuration."""
        return tuple(self._by_type.get(type_, ()))

    @cached_property
    def _by_type(self) -> Mapping[str, list[Resource]]:
        found = defaultdict(list)
        for each in self.resources:
            found[each.type].append(each)
        return found

    @cached_property
    def _referring(self) -> Mapping[tuple[str, str, str], list[Resource]]:
        found = defaultdict(list)
        for each in self.resources:
            for argument, addresses in each.references.items():
                for address in addresses:
                    found[each.type, argument, address].append(each)
        return found

    @cached_property
    def _by_address(self) -> Mapping[str, list[Resource]]:
        # A reference may leave out the index of a counted resource: it means all of them.
        found = defaultdict(list)
        for each in self.resources:
            found[each.address].append(each)
            if each.address.endswith("]"):
                found[each.address.rpartition("[")[0]].append(each)
        return found
