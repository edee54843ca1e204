"""Resource names that fit AWS's limits for any environment name."""

from __future__ import annotations

import hashlib
from enum import IntEnum

PREFIX = "aeolus"


class Limit(IntEnum):
    """How long AWS lets a name be, in characters (the API reference of each service)."""

    LOAD_BALANCER = 32
    TARGET_GROUP = 32
    REPLICATION_GROUP = 40
    DB_INSTANCE = 63
    BUCKET = 63
    BUCKET_PREFIX = 36
    """A hyphen and the 26 characters of the AWS provider's `bucket_prefix` follow."""
    IAM_ROLE = 64
    LAMBDA_FUNCTION = 64
    EVENT_RULE = 64
    SCHEDULE = 64
    QUEUE = 80
    DEFAULT = 120


def resource_name(environment: str, suffix: str, limit: Limit = Limit.DEFAULT) -> str:
    """Return `aeolus-<environment>-<suffix>`, its environment part shortened to fit `limit`.

    A shortened name carries six digits of the environment's hash, so that two long names that
    begin alike stay apart. No doubled or trailing hyphen comes out (ElastiCache and RDS refuse
    those). Raises ValueError when `suffix` alone leaves no room.
    """
    full = f"{PREFIX}-{environment}-{suffix}"
    if len(full) <= limit and "--" not in full:
        return full
    digest = hashlib.sha256(environment.encode()).hexdigest()[:6]
    room = limit - len(f"{PREFIX}--{digest}-{suffix}")
    if room < 1:
        raise ValueError(f"suffix {suffix!r} leaves no room for a name within {int(limit)}")
    kept = "-".join(part for part in environment[:room].split("-") if part)
    return f"{PREFIX}-{kept}-{digest}-{suffix}"
