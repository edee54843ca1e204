"""What nodes may do to resources by the tag of their environment."""

from __future__ import annotations

from collections.abc import Sequence

from aeolus_config.tag_names import ENVIRONMENT_TAG

from .deployment import Deployment
from .iam import Statement


def within_environment(
    deployment: Deployment, actions: Sequence[str], resources: Sequence[str]
) -> Statement:
    """Allow `actions` on those of `resources` that carry the environment's tag.

    For nodes and their network interfaces, whose ids nobody knows before they are there.
    """
    return Statement(
        actions,
        resources,
        conditions={"StringEquals": {f"aws:ResourceTag/{ENVIRONMENT_TAG}": deployment.environment}},
    )
