"""EC2: the description of a security-group rule whose peer is a group or a prefix list."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _remembering(original: Callable[..., None]) -> Callable[..., None]:
    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        # moto keeps only the id of a prefix list.
        given = inspect.signature(original).bind(self, *args, **kwargs).arguments
        self.prefix_list_description = (given.get("prefix_list_id") or {}).get("Description")

    return init


def _description(self: Any) -> str | None:
    found: str | None = (
        self.ip_range.get("Description")
        or self.source_group.get("Description")
        or self.prefix_list_description
    )
    return found


def _replacements() -> Sequence[Replacement]:
    from moto.ec2.models.security_groups import SecurityGroupRule

    return [
        Replacement(SecurityGroupRule, "__init__", _remembering),
        Replacement(SecurityGroupRule, "description", lambda _: property(_description)),
    ]


PATCH = Patch(
    name="ec2_rule_description",
    aws="every rule keeps its description",
    source="Amazon EC2 API Reference, SecurityGroupRule",
    moto="shows only those of rules for a CIDR",
    replacements=_replacements,
)
