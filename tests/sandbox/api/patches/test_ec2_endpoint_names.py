"""EC2: the host names of an interface endpoint."""

from __future__ import annotations

from typing import Any

from aeolus_sandbox.api.patches import ec2_endpoint_names
from sandbox.api.patches.conftest import REGION, Client

SERVICE = f"com.amazonaws.{REGION}.ecr.api"


def names(client: Client, subnets: list[str], **more: Any) -> tuple[str, list[str]]:
    """Return the id and the names of an endpoint in two zones."""
    ec2 = client("ec2")
    vpc = ec2.describe_subnets(SubnetIds=subnets)["Subnets"][0]["VpcId"]
    asked = {"VpcId": vpc, "ServiceName": SERVICE, "SubnetIds": subnets[:2], **more}
    made = ec2.create_vpc_endpoint(**{"VpcEndpointType": "Interface", **asked})["VpcEndpoint"]
    entries = ec2.describe_vpc_endpoints()["VpcEndpoints"][-1].get("DnsEntries", [])
    return made["VpcEndpointId"], [entry["DnsName"] for entry in entries]


def test_moto_gives_one_under_no_domain(client: Client, subnets: list[str]) -> None:
    _, (name,) = names(client, subnets, PrivateDnsEnabled=True)
    assert name.endswith(f".{SERVICE}")


def test_patched_it_has_its_own_its_zones_and_its_private_name(
    client: Client, subnets: list[str]
) -> None:
    with ec2_endpoint_names.PATCH.applied():
        id, (own, *zonal, private) = names(client, subnets, PrivateDnsEnabled=True)
        _, without = names(client, subnets, PrivateDnsEnabled=False)
    label, _, host = own.partition(".")
    assert label.startswith(f"{id}-")
    assert host == f"api.ecr.{REGION}.vpce.amazonaws.com"
    assert zonal == [f"{label}-{REGION}{zone}.{host}" for zone in "ab"]
    assert private == f"api.ecr.{REGION}.amazonaws.com"
    assert len(without) == 3


def test_patched_those_of_s3_have_a_bucket_in_front(client: Client, subnets: list[str]) -> None:
    with ec2_endpoint_names.PATCH.applied():
        id, (own, *_) = names(client, subnets, ServiceName=f"com.amazonaws.{REGION}.s3")
    assert own.startswith(f"*.{id}-")


def test_patched_a_gateway_endpoint_has_none(client: Client, subnets: list[str]) -> None:
    gateway = {"VpcEndpointType": "Gateway", "ServiceName": f"com.amazonaws.{REGION}.s3"}
    with ec2_endpoint_names.PATCH.applied():
        assert names(client, subnets, **gateway, SubnetIds=[])[1] == []
