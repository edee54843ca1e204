"""Tags on everything that can carry them."""

from __future__ import annotations

from collections.abc import Mapping

import jsii
from cdktf import IAspect, TerraformResource
from constructs import IConstruct

from aeolus_config.model import Environment
from aeolus_constructs.providers import AutoscalingGroup, AutoscalingGroupTag, S3Object
from aeolus_tags import ENVIRONMENT_TAG


def environment_tags(environment: Environment) -> dict[str, str]:
    """Return the tags of every resource of `environment`."""
    return {**environment.tags, ENVIRONMENT_TAG: environment.name}


@jsii.implements(IAspect)
class Tagging:
    """Adds the environment's tags to each resource; a construct's own tags win.

    The provider's `default_tags` would leave out Auto Scaling groups and what they launch.
    """

    def __init__(self, tags: Mapping[str, str]) -> None:
        """Tag with `tags`."""
        self._tags = dict(tags)

    def visit(self, node: IConstruct) -> None:
        """Tag `node` if it is a resource that takes tags."""
        if isinstance(node, S3Object):
            return  # takes ten tags at most, and is billed with its bucket
        if isinstance(node, AutoscalingGroup):
            self._tag_group(node)
        elif isinstance(node, TerraformResource) and hasattr(type(node), "tags_input"):
            node.tags = {**self._tags, **(node.tags_input or {})}  # type: ignore[attr-defined]

    def _tag_group(self, group: AutoscalingGroup) -> None:
        own = group.tag_input
        present = list(own) if isinstance(own, list) else []
        keys = {each.key for each in present}
        group.put_tag(
            [
                *present,
                *(
                    AutoscalingGroupTag(key=key, value=value, propagate_at_launch=True)
                    for key, value in self._tags.items()
                    if key not in keys
                ),
            ]
        )
