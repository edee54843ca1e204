"""The lock that a deploy holds on an environment's state."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from aeolus_stacks.state import StateLocation

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@dataclass(frozen=True)
class StateLock:
    """Who holds the lock, for what, and since when (Terraform, "State Locking")."""

    id: str
    who: str
    operation: str
    created: datetime

    def age(self, now: datetime) -> timedelta:
        """Return for how long it has been held."""
        return now - self.created


def read_lock(s3: S3Client, where: StateLocation) -> StateLock | None:
    """Return the lock on the state at `where`, or None when nobody holds it."""
    try:
        body = s3.get_object(Bucket=where.bucket, Key=where.lock_key)["Body"].read()
    except ClientError as error:
        if error.response["Error"]["Code"] in {"NoSuchKey", "NoSuchBucket", "404"}:
            return None
        raise
    return parse_lock(body)


def parse_lock(body: bytes) -> StateLock:
    """Read the JSON that Terraform writes into a lock file.

    A lock that a dying Terraform left half-written is still a lock: what is missing reads "?".
    """
    try:
        read = json.loads(body)
    except ValueError:
        read = {}
    return StateLock(
        id=read.get("ID", "?"),
        who=read.get("Who", "?"),
        operation=read.get("Operation", "?"),
        created=_moment(read.get("Created", "")),
    )


def _moment(text: str) -> datetime:
    """Read Terraform's time stamp, whose nanoseconds Python does not take."""
    try:
        return datetime.fromisoformat(text.split(".")[0].rstrip("Z")).replace(tzinfo=UTC)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)


def release(s3: S3Client, where: StateLocation) -> None:
    """Remove the lock file, as `terraform force-unlock` does."""
    s3.delete_object(Bucket=where.bucket, Key=where.lock_key)
