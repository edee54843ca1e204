"""AWS's Service Authorization Reference, as policy-sentry ships it: actions, resources, keys."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from policy_sentry.querying.actions import get_action_data

GLOBAL_KEYS = frozenset(
    key.lower()
    for key in (
        "aws:CurrentTime",
        "aws:PrincipalAccount",
        "aws:PrincipalArn",
        "aws:PrincipalIsAWSService",
        "aws:PrincipalOrgID",
        "aws:RequestedRegion",
        "aws:ResourceAccount",
        "aws:SecureTransport",
        "aws:SourceAccount",
        "aws:SourceArn",
        "aws:SourceIp",
        "aws:SourceVpc",
        "aws:SourceVpce",
        "aws:ViaAWSService",
    )
)
"""Keys that every request may have (IAM User Guide, "AWS global condition context keys"). Those
of tags are not among them: the reference lists them with the actions that know them."""

ANY, ANY_BUT_SLASH = "*", "+"
"""What an asterisk stands for, and what the name of a bucket does."""


@dataclass(frozen=True)
class Action:
    """What one action may be granted on, and under which conditions."""

    name: str
    arns: tuple[str, ...]
    """With `*` for what varies; none: it knows no resource but the asterisk."""
    condition_keys: frozenset[str]

    def fits(self, resource: str) -> bool:
        """True when some resource of this action can have the ARN, asterisks in it included."""
        return any(same_arn(resource, own) for own in self.arns)

    def knows(self, key: str) -> bool:
        """True when a request for this action can have the condition key."""
        lowered = key.lower()
        return lowered in GLOBAL_KEYS or any(
            re.fullmatch(own, lowered) for own in self.condition_keys
        )


@functools.cache
def action(name: str) -> Action | None:
    """Return the action of this name, such as `s3:GetObject`; None when AWS has none."""
    service, _, verb = name.partition(":")
    rows = (get_action_data(service, verb) or {}).get(service, [])
    if not rows:
        return None
    arns = {row["resource_arn_format"] for row in rows} - {"*"}
    keys = {key for row in rows for key in row["condition_keys"]}
    return Action(
        name=name,
        arns=tuple(_as_pattern(arn) for arn in sorted(arns)),
        condition_keys=frozenset(map(_key_pattern, keys)),
    )


def _as_pattern(arn_format: str) -> str:
    """Turn `arn:${Partition}:s3:::${BucketName}/${ObjectName}` into `arn:*:s3:::+/*`."""
    return re.sub(r"\$\{.*?\}", ANY, arn_format.replace("${BucketName}", ANY_BUT_SLASH))


def _key_pattern(key: str) -> str:
    """Return a regular expression of a key, whose `${TagKey}` or `<key>` stands for anything."""
    parts = re.split(r"\$\{.*?\}|<.*?>", key.lower())
    return ".+".join(map(re.escape, parts))


def same_arn(one: str, other: str) -> bool:
    """True when some ARN fits both patterns, part by part; the sixth holds the rest."""
    parts, others = one.split(":", 5), other.split(":", 5)
    return len(parts) == len(others) and all(map(overlap, parts, others))


@functools.cache
def overlap(one: str, other: str) -> bool:
    """True when some string fits both patterns."""
    if not one and not other:
        return True
    for here, there in ((one, other), (other, one)):
        if here[:1] in (ANY, ANY_BUT_SLASH):
            # It stands for nothing more, or swallows what is there.
            swallows = bool(there) and (here[0] == ANY or there[0] != "/")
            return overlap(here[1:], there) or (swallows and overlap(here, there[1:]))
    return bool(one) and one[:1] == other[:1] and overlap(one[1:], other[1:])
