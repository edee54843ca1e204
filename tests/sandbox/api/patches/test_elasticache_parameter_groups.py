"""ElastiCache: the parameter-group API."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.api.patches.elasticache_parameter_groups import PATCH

NAME = {"CacheParameterGroupName": "valkey"}
POLICY = {"ParameterName": "maxmemory-policy", "ParameterValue": "noeviction"}


def _create(client: Any) -> Any:
    elasticache = client("elasticache")
    elasticache.create_cache_parameter_group(
        **NAME,
        CacheParameterGroupFamily="valkey8",
        Description="Sessions",
        Tags=[{"Key": "project", "Value": "shop"}],
    )
    return elasticache


def test_moto_cannot_create_one(client: Any) -> None:
    with pytest.raises(NotImplementedError):
        _create(client)


def test_patched_it_reads_back_with_its_tags(client: Any) -> None:
    with PATCH.applied():
        elasticache = _create(client)
        group = elasticache.describe_cache_parameter_groups(**NAME)["CacheParameterGroups"][0]
        tags = elasticache.list_tags_for_resource(ResourceName=group["ARN"])["TagList"]
    assert group["CacheParameterGroupFamily"] == "valkey8"
    assert tags == [{"Key": "project", "Value": "shop"}]


def test_patched_parameters_are_set_and_reset(client: Any) -> None:
    with PATCH.applied():
        elasticache = _create(client)
        elasticache.modify_cache_parameter_group(**NAME, ParameterNameValues=[POLICY])
        assert elasticache.describe_cache_parameters(**NAME)["Parameters"] == [
            {**POLICY, "Source": "user"}
        ]
        elasticache.reset_cache_parameter_group(**NAME, ParameterNameValues=[POLICY])
        assert elasticache.describe_cache_parameters(**NAME)["Parameters"] == []


def test_patched_a_deleted_one_is_not_found(client: Any) -> None:
    with PATCH.applied():
        elasticache = _create(client)
        elasticache.delete_cache_parameter_group(**NAME)
        assert elasticache.describe_cache_parameter_groups()["CacheParameterGroups"] == []
        with pytest.raises(ClientError, match="CacheParameterGroupNotFound"):
            elasticache.describe_cache_parameter_groups(**NAME)
