"""EC2: instances are launched from any version of a launch template, with its user data or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _typed(_: property) -> property:
    def user_data(self: Any) -> Any:
        from moto.core.types import Base64EncodedString
        from moto.ec2.utils import parse_user_data

        told = self.data.get("UserData") or None
        return told if isinstance(told, Base64EncodedString) else parse_user_data(told)

    return property(user_data)


def _replacements() -> Sequence[Replacement]:
    from moto.ec2.models.launch_templates import LaunchTemplateVersion

    return [Replacement(LaunchTemplateVersion, "user_data", _typed)]


PATCH = Patch(
    name="ec2_launch_template_user_data",
    aws="every version of a launch template may have user data, and where it is empty has none",
    source="Amazon EC2 API Reference, RequestLaunchTemplateData: UserData",
    moto="ends in an assertion when a group launches from any version but the first",
    replacements=_replacements,
)
