"""EC2: tags of a launch template stay out of its data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _without_own_tags(original: Callable[..., Any]) -> Callable[..., Any]:
    def create_launch_template(
        self: Any, name: str, description: str, template_data: dict[str, Any], tag_spec: Any
    ) -> Any:
        specifications = template_data.get("TagSpecifications", [])
        kept = [s for s in specifications if s["ResourceType"] != "launch-template"]
        data = {k: v for k, v in template_data.items() if k != "TagSpecifications"}
        if kept:
            data["TagSpecifications"] = kept
        return original(self, name, description, data, tag_spec)

    return create_launch_template


def _replacements() -> Sequence[Replacement]:
    from moto.ec2.models.launch_templates import LaunchTemplateBackend

    return [Replacement(LaunchTemplateBackend, "create_launch_template", _without_own_tags)]


PATCH = Patch(
    name="ec2_launch_template_tags",
    aws="the request's TagSpecification tags the template; the template's data holds only the "
    "tags of what is launched from it",
    source="Amazon EC2 API Reference, CreateLaunchTemplate",
    moto="adds the former to the latter, so that every plan wants a new version",
    replacements=_replacements,
)
