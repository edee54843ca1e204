"""Items of the lease's table, as DynamoDB writes them and as what they hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

from .keys import HASH_KEY, RANGE_KEY
from .record import Candidate, Control, Decided, Lease

Item = Mapping[str, Any]


def item(of: str, name: str, fields: Mapping[str, Any]) -> Item:
    """Return an item with its key."""
    # DynamoDB has no binary fractions: times are kept as text.
    told = {key: repr(value) if type(value) is float else value for key, value in fields.items()}
    return written({HASH_KEY: of, RANGE_KEY: name, **told})


def written(plain: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as DynamoDB writes them."""
    serialize = TypeSerializer().serialize
    return {key: serialize(value) for key, value in plain.items()}


def plain(item: Item) -> dict[str, Any]:
    """Return values as Python has them."""
    deserialize = TypeDeserializer().deserialize
    return {key: deserialize(value) for key, value in item.items()}


def lease_of(item: Item) -> Lease:
    """Return the lease."""
    return Lease(
        holder=item["holder"],
        epoch=int(item["epoch"]),
        counter=int(item["counter"]),
        released=item["released"],
        reason=item["reason"],
        moved_at=float(item["moved_at"]),
        renewed_at=float(item["renewed_at"]),
    )


def candidate_of(item: Item) -> Candidate:
    """Return what a master said."""
    return Candidate(
        node=item["name"],
        beat=int(item["beat"]),
        healthy=item["healthy"],
        reason=item["reason"],
        zone=item["zone"],
        said_at=float(item["said_at"]),
    )


def control_of(item: Item) -> Control:
    """Return what operators want."""
    return Control(item["paused"], item["wanted"], int(item["wanted_epoch"]), item["by"])


def decided_of(item: Item) -> Decided:
    """Return a decision of the function."""
    return Decided(float(item["name"]), item["action"], item["node"], item["reason"])
