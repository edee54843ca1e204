"""EC2: the security groups of a VPC endpoint are those of its interfaces."""

from __future__ import annotations

from typing import Any

from aeolus_sandbox.api.patches.ec2_endpoint_groups import PATCH

SERVICE = "com.amazonaws.eu-central-1.secretsmanager"


def _groups(ec2: Any, endpoint: dict[str, Any]) -> list[str]:
    found = ec2.describe_network_interfaces(NetworkInterfaceIds=endpoint["NetworkInterfaceIds"])
    return [group["GroupId"] for one in found["NetworkInterfaces"] for group in one["Groups"]]


def _group(ec2: Any, subnet: str, name: str) -> str:
    vpc = ec2.describe_subnets(SubnetIds=[subnet])["Subnets"][0]["VpcId"]
    made: str = ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]
    return made


def _endpoint(ec2: Any, subnet: str, *groups: str) -> dict[str, Any]:
    answer: dict[str, Any] = ec2.create_vpc_endpoint(
        VpcId=ec2.describe_subnets(SubnetIds=[subnet])["Subnets"][0]["VpcId"],
        ServiceName=SERVICE,
        VpcEndpointType="Interface",
        SubnetIds=[subnet],
        SecurityGroupIds=groups,
    )["VpcEndpoint"]
    return answer


def test_moto_gives_the_default_group(client: Any, subnets: list[str]) -> None:
    ec2 = client("ec2")
    own = _group(ec2, subnets[0], "own")
    assert own not in _groups(ec2, _endpoint(ec2, subnets[0], own))


def test_patched_the_groups_asked_for_are_given(client: Any, subnets: list[str]) -> None:
    ec2 = client("ec2")
    own = _group(ec2, subnets[0], "own")
    with PATCH.applied():
        assert _groups(ec2, _endpoint(ec2, subnets[0], own)) == [own]


def test_patched_other_groups_take_their_place(client: Any, subnets: list[str]) -> None:
    ec2 = client("ec2")
    own, other = (_group(ec2, subnets[0], name) for name in ("own", "other"))
    with PATCH.applied():
        endpoint = _endpoint(ec2, subnets[0], own)
        ec2.modify_vpc_endpoint(
            VpcEndpointId=endpoint["VpcEndpointId"],
            AddSecurityGroupIds=[other],
            RemoveSecurityGroupIds=[own],
        )
        assert _groups(ec2, endpoint) == [other]


def test_patched_without_groups_it_has_the_default_one(client: Any, subnets: list[str]) -> None:
    ec2 = client("ec2")
    with PATCH.applied():
        assert len(_groups(ec2, _endpoint(ec2, subnets[0]))) == 1
