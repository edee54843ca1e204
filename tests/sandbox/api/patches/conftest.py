"""Each patch is tried twice: on moto as it comes, and patched.

The first half of a test fails once moto has mended what the patch is for: then drop the patch.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from moto import mock_aws

from aeolus_sandbox.api.patches import role_permissions
from aeolus_sandbox.api.scaling import Book, book
from support import aws
from support.role_sessions import Grant

REGION = "eu-central-1"

Client = Callable[[str], Any]


@pytest.fixture(scope="session")
def clients() -> Client:
    """Return a function that makes one client a service, which every account of moto answers."""
    return functools.cache(aws.client)


@pytest.fixture
def client(clients: Client) -> Iterator[Client]:
    """Return a function that makes clients of an empty account in moto, in this process."""
    with mock_aws():
        yield clients


@pytest.fixture
def image(client: Client) -> str:
    """Return the id of an image."""
    answer = client("ec2").register_image(
        Name="debian", Architecture="arm64", RootDeviceName="/dev/xvda"
    )
    identifier: str = answer["ImageId"]
    return identifier


@pytest.fixture
def subnets(client: Client) -> list[str]:
    """Return the ids of three subnets, one a zone."""
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    made = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{i}.0/24", AvailabilityZone=f"{REGION}{zone}")
        for i, zone in enumerate("abc")
    ]
    return [answer["Subnet"]["SubnetId"] for answer in made]


@pytest.fixture
def shop(client: Client, subnets: list[str]) -> Any:
    """Return a function that creates the DB instance `shop`, and returns what it is answered."""
    rds = client("rds")
    rds.create_db_subnet_group(
        DBSubnetGroupName="stores", DBSubnetGroupDescription="Stores", SubnetIds=subnets[1:]
    )

    def create(**more: Any) -> Any:
        return rds.create_db_instance(
            **{
                "DBInstanceIdentifier": "shop",
                "Engine": "postgres",
                "DBInstanceClass": "db.t4g.micro",
                "AllocatedStorage": 20,
                "MasterUsername": "keeper",
                "MasterUserPassword": "a-password",
                "DBSubnetGroupName": "stores",
                **more,
            }
        )["DBInstance"]

    return create


@pytest.fixture
def autoscaling(client: Client, image: str, subnets: list[str]) -> Any:
    """Return a client of Auto Scaling; there is a group `web` of two instances, of none to four."""
    data = {"ImageId": image, "InstanceType": "m7g.large"}
    client("ec2").create_launch_template(LaunchTemplateName="web", LaunchTemplateData=data)
    autoscaling = client("autoscaling")
    autoscaling.create_auto_scaling_group(
        AutoScalingGroupName="web",
        MinSize=0,
        MaxSize=4,
        DesiredCapacity=2,
        VPCZoneIdentifier=subnets[0],
        LaunchTemplate={"LaunchTemplateName": "web", "Version": "1"},
    )
    return autoscaling


@pytest.fixture
def kept(autoscaling: Any) -> Book:
    """Return what is known of the account's groups beyond what moto has."""
    from moto.autoscaling.models import autoscaling_backends

    return book(autoscaling_backends["123456789012"][REGION])


@pytest.fixture
def grant(client: Client) -> Iterator[Grant]:
    """Return a function that gives the role a statement, patched, in an account with a bucket."""
    iam, s3 = client("iam"), client("s3")
    iam.create_role(RoleName="worker", AssumeRolePolicyDocument="{}")
    s3.create_bucket(Bucket="shop-pages", CreateBucketConfiguration={"LocationConstraint": REGION})
    for key in ("public/page", "private/page"):
        s3.put_object(Bucket="shop-pages", Key=key, Body=b"page")
    granted: list[Any] = []

    def add(action: Any, resource: Any = "*", effect: str = "Allow", **more: Any) -> None:
        granted.append({"Effect": effect, "Action": action, "Resource": resource, **more})
        document = {"Version": "2012-10-17", "Statement": granted}
        iam.put_role_policy(
            RoleName="worker", PolicyName="work", PolicyDocument=json.dumps(document)
        )

    with role_permissions.PATCH.applied():
        yield add
