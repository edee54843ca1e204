"""Reads caches from the ElastiCache and EC2 APIs, as their nodes need them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from aeolus_sandbox.api.patches.elasticache_status import CLUSTER, GROUP
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.services.elasticache.cache import Cache, Member, Unsupported

Answer = Mapping[str, Any]


class Reader:
    """Asks the API; `client` returns a boto3 client by a service's name.

    `tokens` returns the AUTH tokens that a replication group accepts, which the API never tells.
    """

    def __init__(
        self, client: Callable[[str], Any], tokens: Callable[[str], Sequence[str]]
    ) -> None:
        """Ask nothing yet."""
        self._elasticache, self._ec2 = client("elasticache"), client("ec2")
        self._tokens = tokens

    def caches(self) -> list[Cache | Unsupported]:
        """Return every cache: a replication group, or a cluster that is in none.

        A group that is being made or deleted while it is read is left for the next time.
        """
        groups = self._all("replication_groups")
        clusters = {one["CacheClusterId"]: one for one in self._all("cache_clusters")}
        whole = [group for group in groups if clusters.keys() >= set(group["MemberClusters"])]
        alone = [one for one in clusters.values() if not one.get("ReplicationGroupId")]
        return [
            *(self._one(GROUP, group, clusters) for group in whole),
            *(self._one(CLUSTER, cluster, clusters) for cluster in alone),
        ]

    def cache(self, kind: str, identifier: str) -> Cache | None:
        """Return a cache as it is now; None when it is gone, going, or cannot run here."""
        found = (one for one in self.caches() if (one.kind, one.id) == (kind, identifier))
        one = next(found, None)
        return one if isinstance(one, Cache) and not one.deleting else None

    def _one(self, kind: str, told: Answer, clusters: Mapping[str, Answer]) -> Cache | Unsupported:
        try:
            if kind == CLUSTER:
                return self._cluster(told)
            return self._group(told, [clusters[one] for one in told["MemberClusters"]])
        except SandboxError as error:
            identifier = told["ReplicationGroupId" if kind == GROUP else "CacheClusterId"]
            return Unsupported(kind, identifier, str(error), _deleting(told))

    def _group(self, group: Answer, clusters: Sequence[Answer]) -> Cache:
        identifier = group["ReplicationGroupId"]
        if group.get("ClusterEnabled") or not clusters:
            raise SandboxError(f"{identifier}: cluster mode does not run here: disable it")
        [shard] = group["NodeGroups"]
        primary = [m for m in shard["NodeGroupMembers"] if m["CurrentRole"] == "primary"]
        return Cache(
            kind=GROUP,
            id=identifier,
            members=self._members(clusters),
            primary=primary[0]["CacheClusterId"],
            primary_host=shard["PrimaryEndpoint"]["Address"],
            reader_host=shard["ReaderEndpoint"]["Address"],
            port=shard["PrimaryEndpoint"]["Port"],
            encrypted=group["TransitEncryptionEnabled"],
            tokens=tuple(self._tokens(identifier)),
            automatic_failover=group["AutomaticFailover"] == "enabled",
            deleting=_deleting(group),
            security_groups=self._security_groups(clusters[0]),
            parameters=self._parameters(clusters[0]),
        )

    def _cluster(self, cluster: Answer) -> Cache:
        identifier = cluster["CacheClusterId"]
        if cluster["Engine"] not in ("redis", "valkey"):
            raise SandboxError(f"{identifier}: {cluster['Engine']} does not run here: take valkey")
        return Cache(
            kind=CLUSTER,
            id=identifier,
            members=self._members([cluster]),
            primary=identifier,
            port=cluster["CacheNodes"][0]["Endpoint"]["Port"],
            deleting=_deleting(cluster),
            security_groups=self._security_groups(cluster),
            parameters=self._parameters(cluster),
        )

    def _members(self, clusters: Sequence[Answer]) -> list[Member]:
        subnets = self._subnets(clusters[0])
        return [
            Member(
                cluster=cluster["CacheClusterId"],
                host=cluster["CacheNodes"][0]["Endpoint"]["Address"],
                zone=zone,
                subnet=subnets.get(zone) or next(iter(subnets.values())),
            )
            for cluster in clusters
            for zone in [cluster["PreferredAvailabilityZone"]]
        ]

    def _subnets(self, cluster: Answer) -> dict[str, str]:
        """Return a subnet in each zone that the cluster may stand in."""
        name = cluster.get("CacheSubnetGroupName")
        if name:
            [group] = self._all("cache_subnet_groups", CacheSubnetGroupName=name)
            asked = {"SubnetIds": [one["SubnetIdentifier"] for one in group["Subnets"]]}
        else:
            asked = {"Filters": [{"Name": "default-for-az", "Values": ["true"]}]}
        found = self._ec2.describe_subnets(**asked)["Subnets"]
        if not found:
            raise SandboxError(f"{cluster['CacheClusterId']}: no subnet: give a cache subnet group")
        by_zone: dict[str, str] = {}
        for one in found:
            by_zone.setdefault(one["AvailabilityZone"], one["SubnetId"])
        return by_zone

    def _security_groups(self, cluster: Answer) -> list[str]:
        """Return its security groups, its VPC's default one if it was given none."""
        if given := [one["SecurityGroupId"] for one in cluster.get("SecurityGroups", [])]:
            return given
        subnet = next(iter(self._subnets(cluster).values()))
        vpc = self._ec2.describe_subnets(SubnetIds=[subnet])["Subnets"][0]["VpcId"]
        filters = [
            {"Name": "vpc-id", "Values": [vpc]},
            {"Name": "group-name", "Values": ["default"]},
        ]
        groups = self._ec2.describe_security_groups(Filters=filters)["SecurityGroups"]
        return [one["GroupId"] for one in groups]

    def _parameters(self, cluster: Answer) -> dict[str, str]:
        """Return the values of its parameter group; one of AWS's own has nothing but defaults."""
        name = cluster.get("CacheParameterGroup", {}).get("CacheParameterGroupName")
        if not name or name.startswith("default."):
            return {}
        values = self._elasticache.describe_cache_parameters(CacheParameterGroupName=name)
        return {one["ParameterName"]: one["ParameterValue"] for one in values["Parameters"]}

    def _all(self, kind: str, **asked: Any) -> list[Any]:
        pages = self._elasticache.get_paginator(f"describe_{kind}").paginate(**asked)
        key = "".join(word.capitalize() for word in kind.split("_"))
        return [one for page in pages for one in page[key]]


def _deleting(told: Answer) -> bool:
    return bool(told.get("Status", told.get("CacheClusterStatus")) == "deleting")
