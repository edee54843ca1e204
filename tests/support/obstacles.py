"""What may be in the way of a node that boots: put there, and taken away one by one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

from aeolus_sandbox.supervisor.seen import Fault
from support.cluster import Cluster
from support.machines import until

DATABASE = "aeolus-prod-metastore"
Obstacle = Callable[[Cluster], AbstractContextManager[None]]
NOTHING = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}


class Obstacles:
    """What is in the way now."""

    def __init__(self, cluster: Cluster, everything: ExitStack) -> None:
        """`everything` takes away what is left."""
        self._cluster, self._everything = cluster, everything
        self._stacks: dict[Obstacle, ExitStack] = {}

    def put(self, obstacle: Obstacle) -> None:
        """Put one there."""
        self._stacks[obstacle] = self._everything.enter_context(ExitStack())
        self._stacks[obstacle].enter_context(obstacle(self._cluster))

    def take(self, obstacle: Obstacle) -> None:
        """Take one away."""
        self._stacks.pop(obstacle).close()


@contextmanager
def obstacles_of(cluster: Cluster) -> Iterator[Obstacles]:
    """Take away afterwards whatever is still there."""
    with ExitStack() as everything:
        yield Obstacles(cluster, everything)


@contextmanager
def bucket_is_shut(cluster: Cluster) -> Iterator[None]:
    """The VPC's endpoint of S3 lets nobody through."""
    ec2 = cluster.region.client("ec2")
    [endpoint] = [
        each
        for each in ec2.describe_vpc_endpoints()["VpcEndpoints"]
        if each["ServiceName"].endswith(".s3")
    ]
    name, before = endpoint["VpcEndpointId"], endpoint["PolicyDocument"]
    shut = json.dumps({"Version": "2012-10-17", "Statement": [NOTHING]})
    ec2.modify_vpc_endpoint(VpcEndpointId=name, PolicyDocument=shut)
    yield
    ec2.modify_vpc_endpoint(VpcEndpointId=name, PolicyDocument=before)


@contextmanager
def bundle_is_corrupt(cluster: Cluster) -> Iterator[None]:
    """Something else is where the bundle of machines of this architecture was."""
    s3, bucket = cluster.region.client("s3"), cluster.outputs["dag_bucket"]
    listed = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix="artefacts/")
    keys = [each["Key"] for page in listed for each in page["Contents"]]
    [key] = [each for each in keys if each.endswith("/amd64.tar.zst")]
    put = s3.put_object(Bucket=bucket, Key=key, Body=b"what nobody has built")
    yield
    s3.delete_object(Bucket=bucket, Key=key, VersionId=put["VersionId"])


@contextmanager
def no_way_out(cluster: Cluster) -> Iterator[None]:
    """No NAT gateway forwards anything; S3 is reached by an endpoint of its own."""
    gateways = [each.id for each in cluster.region.nodes() if each.kind == "NAT gateway"]
    for gateway in gateways:
        cluster.region.befall(Fault.FREEZE, gateway)
    yield
    for gateway in gateways:
        cluster.region.befall(Fault.THAW, gateway)


@contextmanager
def database_is_down(cluster: Cluster) -> Iterator[None]:
    """An operator has stopped the database."""
    cluster.region.befall(Fault.STOP, DATABASE)
    until(lambda: status(cluster) == "stopped", "the database is stopped")
    yield
    cluster.region.befall(Fault.START, DATABASE)
    until(lambda: status(cluster) == "available", "the database is up")


def status(cluster: Cluster) -> str:
    """Return what RDS says of the database."""
    [database] = cluster.region.client("rds").describe_db_instances()["DBInstances"]
    return str(database["DBInstanceStatus"])
