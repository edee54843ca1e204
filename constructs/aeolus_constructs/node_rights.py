"""What a node may do to nodes: those of its own environment only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from aeolus_config.tag_names import ENVIRONMENT_TAG

from .deployment import Deployment
from .iam import Statement


def own_nodes(
    deployment: Deployment, actions: Sequence[str], *kinds: Literal["instance", "network-interface"]
) -> Statement:
    """Allow `actions` on resources of `kinds` that carry the environment's tag.

    By tag, as no id is known before the node is there.
    """
    return Statement(
        actions,
        [deployment.arn("ec2", f"{kind}/*") for kind in kinds],
        conditions={"StringEquals": {f"aws:ResourceTag/{ENVIRONMENT_TAG}": deployment.environment}},
    )
