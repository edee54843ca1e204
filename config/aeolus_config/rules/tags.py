"""Tags on everything."""

from __future__ import annotations

from collections.abc import Iterator

from aeolus_config.model import Environment

from .registry import Finding, rule

RESERVED = ("aws:", "aeolus:")
"""Beginnings of keys that AWS and Aeolus keep for themselves."""

NAMED_BY_US = "name"
"""`Name` is set where the console shows it."""

MOST_TAGS, OWN_TAGS = 50, 10
"""AWS's limit per resource, and what is kept free for Aeolus's own."""


@rule(source="Tagging AWS Resources, Tag naming limits and requirements")
def tag_keys_are_free(environment: Environment) -> Iterator[Finding]:
    """No tag has a key that AWS or Aeolus keeps for itself."""
    for key in environment.tags:
        reserved = next((each for each in RESERVED if key.lower().startswith(each)), None)
        if reserved:
            yield Finding(("tags", key), f"begins with {reserved}, which is reserved", "rename it")
        elif key.lower() == NAMED_BY_US:
            yield Finding(("tags", key), "is set for each resource apart", "remove it")


@rule(source="Tagging AWS Resources, Tag naming limits and requirements")
def tags_leave_room(environment: Environment) -> Iterator[Finding]:
    """There are at most 40 tags, so that with Aeolus's own no resource has more than 50."""
    most = MOST_TAGS - OWN_TAGS
    if len(environment.tags) > most:
        yield Finding(
            ("tags",),
            f"has {len(environment.tags)} tags; {most} fit ({MOST_TAGS} a resource, {OWN_TAGS} "
            "of them kept free)",
            "remove some",
        )
