"""ElastiCache: a group or cluster is available once its nodes answer, where nodes run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.patches import elasticache_deletion, elasticache_members, elasticache_status
from aeolus_sandbox.api.power import power

Client = Callable[[str], Any]


@pytest.fixture
def nodes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let nodes run."""
    monkeypatch.setattr(power, "present", True)
    with ExitStack() as stack:
        for patch in (elasticache_deletion, elasticache_members, elasticache_status):
            stack.enter_context(patch.PATCH.applied())
        yield
    observations.forget()


def create(client: Client) -> Any:
    """Return a client, once there is a group and a cluster in none."""
    elasticache = client("elasticache")
    elasticache.create_replication_group(
        ReplicationGroupId="sessions",
        ReplicationGroupDescription="Sessions",
        CacheNodeType="cache.t4g.micro",
    )
    elasticache.create_cache_cluster(
        CacheClusterId="pages", Engine="redis", CacheNodeType="cache.t4g.micro"
    )
    return elasticache


def statuses(elasticache: Any) -> dict[str, str]:
    """Return what is described, with its status."""
    groups = elasticache.describe_replication_groups()["ReplicationGroups"]
    clusters = elasticache.describe_cache_clusters()["CacheClusters"]
    return {
        **{one["ReplicationGroupId"]: one["Status"] for one in groups},
        **{one["CacheClusterId"]: one["CacheClusterStatus"] for one in clusters},
    }


def test_moto_says_that_all_is_available_at_once(client: Client) -> None:
    assert set(statuses(create(client)).values()) == {"available"}


def test_patched_where_no_nodes_run_so_it_is(client: Client) -> None:
    with elasticache_status.PATCH.applied():
        assert set(statuses(create(client)).values()) == {"available"}


@pytest.mark.usefixtures("nodes")
def test_patched_all_is_created_until_it_is_seen_to_be_available(client: Client) -> None:
    elasticache = create(client)
    assert set(statuses(elasticache).values()) == {"creating"}
    observations.status["replication-group", "sessions"] = "available"
    assert statuses(elasticache) == {
        "sessions": "available",
        "sessions-001": "available",
        "pages": "creating",
    }


@pytest.mark.usefixtures("nodes")
def test_patched_it_is_deleting_until_its_nodes_are_gone(client: Client) -> None:
    elasticache = create(client)
    elasticache.delete_replication_group(ReplicationGroupId="sessions")
    elasticache.delete_cache_cluster(CacheClusterId="pages")
    seen = statuses(elasticache)
    assert (seen["sessions"], seen["pages"]) == ("deleting", "deleting")
