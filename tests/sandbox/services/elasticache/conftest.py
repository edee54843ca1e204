"""A VPC with caches that run, of an API in this process, and clients in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from aeolus_sandbox.machines.appliance import Appliance
from aeolus_sandbox.machines.inside import Result
from aeolus_sandbox.services.elasticache.caches import Caches
from aeolus_sandbox.services.elasticache.server import CacheServer
from aeolus_sandbox.services.server_node import ServerNode
from support.machines import until
from support.services import CA, REGION, MockedWorld, running


@dataclass
class Place:
    """The VPC: a subnet in each of two zones, a group of caches, and one whose members reach it."""

    world: MockedWorld
    caches: Caches

    def __post_init__(self) -> None:
        """Make it."""
        ec2 = self.client("ec2")
        vpc = ec2.create_vpc(CidrBlock="10.6.0.0/16")["Vpc"]["VpcId"]
        self.subnets = [
            ec2.create_subnet(
                VpcId=vpc, CidrBlock=f"10.6.{number}.0/24", AvailabilityZone=f"{REGION}{zone}"
            )["Subnet"]["SubnetId"]
            for number, zone in enumerate("ab")
        ]
        self.cached, self.clients, self.strangers = (
            ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]
            for name in ("cached", "clients", "strangers")
        )
        permission = {
            "IpProtocol": "tcp",
            "FromPort": 6379,
            "ToPort": 6379,
            "UserIdGroupPairs": [{"GroupId": self.clients}],
        }
        ec2.authorize_security_group_ingress(GroupId=self.cached, IpPermissions=[permission])
        self.client("elasticache").create_cache_subnet_group(
            CacheSubnetGroupName="caches",
            CacheSubnetGroupDescription="Caches",
            SubnetIds=self.subnets,
        )

    def client(self, service: str) -> Any:
        """Return a boto3 client."""
        return self.world.client(service)

    def someone(self, name: str, group: str) -> Appliance:
        """Return a machine of the VPC that trusts the region's authority."""
        return self.world.someone(name, self.subnets[0], group)

    def create(self, name: str, nodes: int, **more: Any) -> str:
        """Create a replication group; return its primary endpoint once it is available."""
        self.client("elasticache").create_replication_group(
            ReplicationGroupId=name,
            ReplicationGroupDescription=name,
            **{
                "Engine": "valkey",
                "CacheNodeType": "cache.t4g.micro",
                "NumCacheClusters": nodes,
                "CacheSubnetGroupName": "caches",
                "SecurityGroupIds": [self.cached],
                **more,
            },
        )
        self.await_available(name)
        host: str = self.shard(name)["PrimaryEndpoint"]["Address"]
        return host

    def await_available(self, name: str) -> None:
        """Return when a replication group is available."""
        until(lambda: self.group(name)["Status"] == "available", f"{name} is available")

    def group(self, name: str) -> Any:
        """Return what the API says of a replication group."""
        answer = self.client("elasticache").describe_replication_groups(ReplicationGroupId=name)
        return answer["ReplicationGroups"][0]

    def shard(self, name: str) -> Any:
        """Return what the API says of a replication group's only shard."""
        return self.group(name)["NodeGroups"][0]

    def primary(self, name: str) -> str:
        """Return the cluster that has the role of primary."""
        members = self.shard(name)["NodeGroupMembers"]
        [one] = [each["CacheClusterId"] for each in members if each["CurrentRole"] == "primary"]
        return str(one)

    def server(self, cluster: str) -> CacheServer:
        """Return the server of a node."""
        [one] = [each.servers for each in self.caches._crews.values() if cluster in each.servers]
        return one[cluster]

    def node(self, cluster: str) -> ServerNode:
        """Return a node."""
        [one] = [node for node in self.caches.nodes() if node.id == cluster]
        return one


def ask(who: Appliance, host: str, *command: str, token: str = "", tls: bool = True) -> Result:
    """Ask a cache as a client does, who gives up after two seconds."""
    options = ["--tls", "--cacert", CA, "--sni", host] if tls else []
    login = [f"REDISCLI_AUTH={token}"] if token else []
    words = ["valkey-cli", "-h", host, *options, *command]
    return who.run(["env", *login, "timeout", "2", *words])


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Return a VPC in which caches run."""
    with running(tmp_path_factory.mktemp("caches"), "elasticache", Caches) as (world, caches):
        yield Place(world, caches)


@pytest.fixture(scope="module")
def client(place: Place) -> Appliance:
    """Return a machine that the caches' group lets in."""
    return place.someone("client", place.clients)
