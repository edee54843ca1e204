"""EC2: a launch template's empty user data is none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _none_when_empty(original: Any) -> Any:
    def user_data(self: Any) -> Any:
        return original.fget(self) if self.data.get("UserData") else None

    return property(user_data)


def _replacements() -> Sequence[Replacement]:
    from moto.ec2.models.launch_templates import LaunchTemplateVersion

    return [Replacement(LaunchTemplateVersion, "user_data", _none_when_empty)]


PATCH = Patch(
    name="ec2_empty_user_data",
    aws="a launch template whose UserData is empty launches instances without any",
    source="Amazon EC2 API Reference, RequestLaunchTemplateData: UserData",
    moto="stumbles at the launch",
    replacements=_replacements,
)
