"""ElastiCache: a replication group is given its AUTH token later."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.api.patches.elasticache_auth_token import PATCH, tokens_after

TOKEN = "a-token-long-enough"


def _modify(client: Any, encrypted: bool = True, **token: str) -> bool:
    elasticache = client("elasticache")
    elasticache.create_replication_group(
        ReplicationGroupId="sessions",
        ReplicationGroupDescription="Sessions",
        TransitEncryptionEnabled=encrypted,
    )
    elasticache.modify_replication_group(
        ReplicationGroupId="sessions", ApplyImmediately=True, **token
    )
    group = elasticache.describe_replication_groups()["ReplicationGroups"][0]
    enabled: bool = group["AuthTokenEnabled"]
    return enabled


def test_moto_ignores_the_token(client: Any) -> None:
    assert _modify(client, AuthToken=TOKEN, AuthTokenUpdateStrategy="SET") is False


@pytest.mark.parametrize("strategy", ["SET", "ROTATE"])
def test_patched_the_group_has_one(client: Any, strategy: str) -> None:
    with PATCH.applied():
        assert _modify(client, AuthToken=TOKEN, AuthTokenUpdateStrategy=strategy) is True


def test_patched_a_token_can_be_deleted(client: Any) -> None:
    with PATCH.applied():
        assert _modify(client, AuthTokenUpdateStrategy="DELETE") is False


@pytest.mark.parametrize("token", ["fifteen-letters", "x" * 129])
def test_patched_a_token_of_the_wrong_length_is_refused(client: Any, token: str) -> None:
    with PATCH.applied(), pytest.raises(ClientError, match="16 to 128"):
        _modify(client, AuthToken=token, AuthTokenUpdateStrategy="SET")


def test_patched_unencrypted_transit_takes_no_token(client: Any) -> None:
    with PATCH.applied(), pytest.raises(ClientError, match="encryption-in-transit"):
        _modify(client, encrypted=False, AuthToken=TOKEN, AuthTokenUpdateStrategy="SET")


@pytest.mark.parametrize(
    ("held", "strategy", "after"),
    [
        (("old",), "ROTATE", ("old", "new")),
        (("older", "old"), "ROTATE", ("old", "new")),
        ((), "ROTATE", ("", "new")),
        (("older", "old"), "SET", ("new",)),
        ((), "SET", ("new",)),
        (("older", "old"), "DELETE", ()),
    ],
)
def test_a_rotated_token_is_beside_the_latest_and_a_set_one_alone(
    held: tuple[str, ...], strategy: str, after: tuple[str, ...]
) -> None:
    assert tokens_after(held, "new", strategy) == after
