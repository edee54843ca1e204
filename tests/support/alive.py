"""A region in which machines run, and a VPC in it."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aeolus_sandbox import region as regions
from aeolus_sandbox.account import DEBIAN_12, Account
from aeolus_sandbox.region import Region
from aeolus_sandbox.supervisor.settings import Settings
from support.machines import IMAGES, until

ACCOUNT = Account(account_id="210987654321", region="eu-central-1")
SETTINGS = Settings(images=IMAGES, status_check_s=1.0)
IMAGE = DEBIAN_12[0].image_id


@contextmanager
def alive(
    state_dir: Path, name: str = "alive", *, machines: Settings = SETTINGS
) -> Iterator[Region]:
    """Bring a region up in which machines run; take it down afterwards."""
    try:
        yield regions.up(name, ACCOUNT, state_dir, machines=machines)
    finally:
        regions.down(name, state_dir)


@dataclass
class Net:
    """A VPC with a subnet in two zones, a way to the internet, and a group that lets all out."""

    region: Region
    cidr_block: str = "10.0.0.0/16"

    def __post_init__(self) -> None:
        """Make it."""
        ec2 = self.region.client("ec2")
        self.vpc = ec2.create_vpc(CidrBlock=self.cidr_block)["Vpc"]["VpcId"]
        ec2.modify_vpc_attribute(VpcId=self.vpc, EnableDnsHostnames={"Value": True})
        gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=self.vpc)
        tables = ec2.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [self.vpc]}])
        ec2.create_route(
            RouteTableId=tables["RouteTables"][0]["RouteTableId"],
            DestinationCidrBlock="0.0.0.0/0",
            GatewayId=gateway,
        )
        first, second = self.cidr_block.split(".")[:2]
        self.subnets = [
            ec2.create_subnet(
                VpcId=self.vpc,
                CidrBlock=f"{first}.{second}.{number}.0/24",
                AvailabilityZone=f"eu-central-1{zone}",
            )["Subnet"]["SubnetId"]
            for number, zone in enumerate("ab")
        ]

    def launch(self, user_data: str = "", **more: Any) -> str:
        """Launch an instance with a public address; return its id."""
        ec2 = self.region.client("ec2")
        asked: dict[str, Any] = {
            "ImageId": IMAGE,
            "InstanceType": "t3.small",
            "UserData": user_data,
            "NetworkInterfaces": [
                {
                    "DeviceIndex": 0,
                    "SubnetId": self.subnets[0],
                    "AssociatePublicIpAddress": True,
                }
            ],
            **more,
        }
        answer = ec2.run_instances(MinCount=1, MaxCount=1, **asked)
        identifier: str = answer["Instances"][0]["InstanceId"]
        return identifier


def state(region: Region, instance: str) -> str:
    """Return the state that EC2 has an instance in."""
    answer = region.client("ec2").describe_instances(InstanceIds=[instance])
    name: str = answer["Reservations"][0]["Instances"][0]["State"]["Name"]
    return name


def await_state(region: Region, instance: str, wanted: str) -> None:
    """Return when EC2 has an instance in the state."""
    until(lambda: state(region, instance) == wanted, f"{instance} is {wanted}")


def console(region: Region, instance: str) -> str:
    """Return what an instance's console has printed."""
    answer = region.client("ec2").get_console_output(InstanceId=instance)
    text: str = answer.get("Output", "")
    return text


def await_said(region: Region, instance: str, words: str) -> str:
    """Return what the console has printed once these words are in it."""
    until(lambda: words in console(region, instance), f"{instance} says {words!r}")
    return console(region, instance)


def encoded(script: str) -> str:
    """Return user data as a launch template has it."""
    return base64.b64encode(script.encode()).decode()
