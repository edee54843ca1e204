"""ElastiCache: a failover can be asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.api.patches import elasticache_failover, elasticache_members
from aeolus_sandbox.api.power import power

Client = Callable[[str], Any]


@pytest.fixture
def patched() -> Iterator[None]:
    """Hold the patch on, and the one that makes as many nodes as are asked for."""
    with ExitStack() as stack:
        stack.enter_context(elasticache_members.PATCH.applied())
        stack.enter_context(elasticache_failover.PATCH.applied())
        yield


def create(client: Client, nodes: int = 3, automatic: bool = True) -> Any:
    """Return a client, once there is a group of so many nodes."""
    elasticache = client("elasticache")
    elasticache.create_replication_group(
        ReplicationGroupId="sessions",
        ReplicationGroupDescription="Sessions",
        NumCacheClusters=nodes,
        AutomaticFailoverEnabled=automatic,
        CacheNodeType="cache.t4g.micro",
    )
    return elasticache


def fail_over(elasticache: Any, shard: str = "0001") -> list[str]:
    """Ask for a failover; return the roles afterwards."""
    elasticache.test_failover(ReplicationGroupId="sessions", NodeGroupId=shard)
    group = elasticache.describe_replication_groups()["ReplicationGroups"][0]
    return [one["CurrentRole"] for one in group["NodeGroups"][0]["NodeGroupMembers"]]


def test_moto_cannot(client: Client) -> None:
    with pytest.raises(NotImplementedError):
        fail_over(create(client))


@pytest.mark.usefixtures("patched")
def test_patched_a_replica_is_the_primary(client: Client) -> None:
    elasticache = create(client)
    assert fail_over(elasticache) == ["replica", "primary", "replica"]
    assert fail_over(elasticache) == ["primary", "replica", "replica"]


@pytest.mark.usefixtures("patched")
def test_patched_where_nodes_run_it_is_asked_for_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from moto.elasticache.models import elasticache_backends

    monkeypatch.setattr(power, "present", True)
    assert fail_over(create(client)) == ["primary", "replica", "replica"]
    held = elasticache_backends["123456789012"]["eu-central-1"].replication_groups["sessions"]
    taken = [elasticache_failover.take_failover(held) for _ in range(2)]
    assert taken == [True, False]


@pytest.mark.usefixtures("patched")
@pytest.mark.parametrize(("nodes", "automatic"), [(3, False), (1, True)])
def test_patched_without_automatic_failover_or_a_replica_it_is_refused(
    client: Client, nodes: int, automatic: bool
) -> None:
    with pytest.raises(ClientError, match="InvalidReplicationGroupState"):
        fail_over(create(client, nodes, automatic))


@pytest.mark.usefixtures("patched")
def test_patched_of_an_unknown_shard_or_group_it_is_refused(client: Client) -> None:
    with pytest.raises(ClientError, match="ReplicationGroupNotFound"):
        fail_over(client("elasticache"))
    with pytest.raises(ClientError, match="NodeGroupNotFound"):
        fail_over(create(client), "0002")
