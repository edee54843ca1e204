"""Functions where they run: in their VPC or on the internet, as their roles."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from aeolus_sandbox.network import namespaces
from aeolus_sandbox.services.functions.functions import Functions
from support.machines import needs_machines, until
from support.services import REGION, MockedWorld, running
from support.sockets import server

pytestmark = [pytest.mark.sandbox, needs_machines]

HOST = f"shop.{REGION}.rds.amazonaws.com"
CODE = """
import os, socket, subprocess

def handler(event, context):
    what = event["ask"]
    if what == "connect":
        try:
            with socket.create_connection((event["host"], 80), timeout=2) as link:
                return link.recv(100).decode()
        except OSError as error:
            return type(error).__name__
    if what == "sleep":
        subprocess.run(["sleep", "600"])
    if what == "processes":
        return [name for name in os.listdir("/proc") if name.isdigit()]
    return {name: value for name, value in os.environ.items() if name.startswith(("AWS", "SSL"))}
"""


@dataclass
class Place:
    """A VPC with a subnet, and a server in it that those of one group may reach."""

    world: MockedWorld
    functions: Functions

    def __post_init__(self) -> None:
        """Make it."""
        ec2 = self.world.client("ec2")
        vpc = ec2.create_vpc(CidrBlock="10.8.0.0/16")["Vpc"]["VpcId"]
        self.subnet = ec2.create_subnet(
            VpcId=vpc, CidrBlock="10.8.0.0/24", AvailabilityZone=f"{REGION}a"
        )["Subnet"]["SubnetId"]
        self.served, self.callers, self.strangers = (
            ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]
            for name in ("served", "callers", "strangers")
        )
        permission = {
            "IpProtocol": "tcp",
            "FromPort": 80,
            "ToPort": 80,
            "UserIdGroupPairs": [{"GroupId": self.callers}],
        }
        ec2.authorize_security_group_ingress(GroupId=self.served, IpPermissions=[permission])
        network = self.world.network
        self.server = network.place("server", self.subnet, [self.served]).address
        network.name(HOST, [self.server])
        self.world.client("iam").create_role(
            RoleName="function", AssumeRolePolicyDocument="{}", Path="/"
        )

    def create(self, name: str, groups: list[str]) -> None:
        """Create a function, in the VPC if it has security groups."""
        code = io.BytesIO()
        with zipfile.ZipFile(code, "w") as archive:
            archive.writestr("app.py", CODE)
        inside = {"VpcConfig": {"SubnetIds": [self.subnet], "SecurityGroupIds": groups}}
        self.world.client("lambda").create_function(
            FunctionName=name,
            Runtime="python3.11",
            Handler="app.handler",
            Role="arn:aws:iam::123456789012:role/function",
            Code={"ZipFile": code.getvalue()},
            Timeout=5,
            **(inside if groups else {}),
        )

    def ask(self, name: str, what: str, **more: Any) -> Any:
        """Return what a function answers."""
        payload = json.dumps({"ask": what, **more}).encode()
        answer = self.world.client("lambda").invoke(FunctionName=name, Payload=payload)
        return json.loads(answer["Payload"].read())


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Return a place with a caller, a stranger and one that is in no VPC."""
    with running(tmp_path_factory.mktemp("functions"), "lambda", Functions) as (world, functions):
        made = Place(world, functions)
        made.create("caller", [made.callers])
        made.create("stranger", [made.strangers])
        made.create("outsider", [])
        with server(world.network.namespace("server")):
            yield made


def test_one_in_the_vpc_reaches_by_name_what_its_group_may(place: Place) -> None:
    caller = place.world.network.place("function-caller", place.subnet, [place.callers])
    assert place.ask("caller", "connect", host=HOST) == str(caller.address)


def test_one_in_the_vpc_does_not_reach_what_its_group_may_not(place: Place) -> None:
    assert place.ask("stranger", "connect", host=str(place.server)) == "TimeoutError"


def test_one_in_no_vpc_reaches_no_private_address(place: Place) -> None:
    assert place.ask("outsider", "connect", host=str(place.server)) in ("TimeoutError", "OSError")


def test_it_has_its_roles_credentials_and_knows_nothing_of_the_region(place: Place) -> None:
    seen = place.ask("caller", "environment")
    assert seen["AWS_ACCESS_KEY_ID"].startswith("ASIA")
    assert seen["AWS_SESSION_TOKEN"]
    assert "AWS_ENDPOINT_URL" not in seen
    assert seen["AWS_CA_BUNDLE"] == str(place.world.ca_bundle)


def test_what_it_starts_ends_with_it(place: Place) -> None:
    answer = place.ask("caller", "sleep")
    assert answer["errorType"] == "Sandbox.Timedout"
    group = place.functions._placed["function-caller"]
    until(lambda: not group.populated, "no process is left")
    assert len(place.ask("caller", "processes")) <= 2, "its own, and what brought it there"


def test_one_that_is_deleted_leaves_its_place(place: Place) -> None:
    network = place.world.network
    place.create("passing", [place.callers])
    until(lambda: namespaces.exists(network.namespace("function-passing")), "it is placed")
    place.world.client("lambda").delete_function(FunctionName="passing")
    until(lambda: not namespaces.exists(network.namespace("function-passing")), "it is gone")
