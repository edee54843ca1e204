"""Names within AWS's limits."""

from __future__ import annotations

from collections.abc import Iterator

from aeolus_config.model import Environment
from aeolus_config.names import PREFIX, Limit

from .registry import Finding, rule

SUFFIX = "worker-"
"""A worker group's resources are called `aeolus-<environment>-worker-<group>`."""

LEAST_ENVIRONMENT = 12
"""Characters that a name keeps for the environment: its beginning, and six digits of its hash."""

LONGEST_GROUP = Limit.IAM_ROLE - len(f"{PREFIX}--{SUFFIX}") - LEAST_ENVIRONMENT


@rule(source="IAM and AWS STS quotas: a role's name has at most 64 characters")
def group_names_leave_room(environment: Environment) -> Iterator[Finding]:
    """A worker group's name leaves room for the environment's in the name of an IAM role."""
    for name in environment.workers:
        if len(name) > LONGEST_GROUP:
            yield Finding(
                ("workers", name),
                f"is named with {len(name)} characters; {LONGEST_GROUP} leave room for the rest "
                "of its role's name",
                "shorten it",
            )
