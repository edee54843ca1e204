"""EC2: the default security group of a VPC."""

from __future__ import annotations

from typing import Any

from aeolus_sandbox.api.patches import ec2_default_group
from sandbox.api.patches.conftest import Client


def groups(ec2: Any) -> dict[str, dict[str, Any]]:
    """Return the groups of a new VPC by their names, with one that is not the default."""
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    ec2.create_security_group(GroupName="other", Description="-", VpcId=vpc)
    found = ec2.describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [vpc]}])
    return {group["GroupName"]: group for group in found["SecurityGroups"]}


def test_moto_lets_nobody_in(client: Client) -> None:
    assert groups(client("ec2"))["default"]["IpPermissions"] == []


def test_patched_it_lets_its_own_members_in_and_others_do_not(client: Client) -> None:
    ec2 = client("ec2")
    with ec2_default_group.PATCH.applied():
        found = groups(ec2)
    (permission,) = found["default"]["IpPermissions"]
    assert permission["IpProtocol"] == "-1"
    assert [pair["GroupId"] for pair in permission["UserIdGroupPairs"]] == [
        found["default"]["GroupId"]
    ]
    assert found["other"]["IpPermissions"] == []


def test_patched_the_rule_can_be_taken_away(client: Client) -> None:
    ec2 = client("ec2")
    with ec2_default_group.PATCH.applied():
        group = groups(ec2)["default"]
        ec2.revoke_security_group_ingress(
            GroupId=group["GroupId"], IpPermissions=group["IpPermissions"]
        )
        left = ec2.describe_security_groups(GroupIds=[group["GroupId"]])["SecurityGroups"][0]
    assert left["IpPermissions"] == []
