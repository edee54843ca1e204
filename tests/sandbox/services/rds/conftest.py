"""A VPC with databases that run, of an API in this process, and clients in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from aeolus_sandbox.machines.appliance import Appliance
from aeolus_sandbox.machines.inside import Result
from aeolus_sandbox.services.rds.databases import Databases
from aeolus_sandbox.services.server_node import ServerNode
from support.machines import until
from support.services import CA, REGION, MockedWorld, running


@dataclass
class Place:
    """The VPC: a subnet in each of two zones, a group of databases, and one that reaches them."""

    world: MockedWorld
    databases: Databases

    def __post_init__(self) -> None:
        """Make it."""
        ec2 = self.client("ec2")
        vpc = ec2.create_vpc(CidrBlock="10.7.0.0/16")["Vpc"]["VpcId"]
        self.subnets = [
            ec2.create_subnet(
                VpcId=vpc, CidrBlock=f"10.7.{number}.0/24", AvailabilityZone=f"{REGION}{zone}"
            )["Subnet"]["SubnetId"]
            for number, zone in enumerate("ab")
        ]
        self.stored, self.clients, self.strangers = (
            ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]
            for name in ("stored", "clients", "strangers")
        )
        permission = {
            "IpProtocol": "tcp",
            "FromPort": 5432,
            "ToPort": 5432,
            "UserIdGroupPairs": [{"GroupId": self.clients}],
        }
        ec2.authorize_security_group_ingress(GroupId=self.stored, IpPermissions=[permission])
        self.client("rds").create_db_subnet_group(
            DBSubnetGroupName="stores",
            DBSubnetGroupDescription="Stores",
            SubnetIds=self.subnets,
        )

    def client(self, service: str) -> Any:
        """Return a boto3 client."""
        return self.world.client(service)

    def create(self, name: str, **more: Any) -> str:
        """Create a DB instance of user `keeper`; return its host once it is available."""
        self.client("rds").create_db_instance(
            **{
                "DBInstanceIdentifier": name,
                "Engine": "postgres",
                "EngineVersion": "17.4",
                "DBInstanceClass": "db.t4g.micro",
                "AllocatedStorage": 20,
                "DBSubnetGroupName": "stores",
                "VpcSecurityGroupIds": [self.stored],
                "MasterUsername": "keeper",
                **more,
            }
        )
        self.await_status(name, "available")
        host: str = self.told(name)["Endpoint"]["Address"]
        return host

    def await_status(self, name: str, status: str) -> None:
        """Return when a DB instance has a status."""
        until(lambda: self.told(name)["DBInstanceStatus"] == status, f"{name} is {status}")

    def told(self, name: str) -> Any:
        """Return what the API says of a DB instance."""
        answer = self.client("rds").describe_db_instances(DBInstanceIdentifier=name)
        return answer["DBInstances"][0]

    def password(self, name: str) -> str:
        """Return the password in the secret of a DB instance's master user."""
        secret = self.told(name)["MasterUserSecret"]["SecretArn"]
        held = self.client("secretsmanager").get_secret_value(SecretId=secret)["SecretString"]
        return str(json.loads(held)["password"])

    def node(self, name: str) -> ServerNode:
        """Return the primary of a DB instance."""
        [one] = [node for node in self.databases.nodes() if node.id == name]
        return one


def ask(
    who: Appliance,
    host: str,
    statement: str,
    password: str,
    *,
    user: str = "keeper",
    tls: str = "verify-full",
    database: str = "shop",
) -> Result:
    """Ask a database as a client does, who gives up after two seconds."""
    about = f"host={host} user={user} dbname={database} connect_timeout=2"
    where = f"{about} sslmode={tls} sslrootcert={CA}"
    words = ["psql", "--no-psqlrc", "--tuples-only", "--no-align", "-c", statement, where]
    return who.run(["env", f"PGPASSWORD={password}", *words])


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Return a VPC in which databases run."""
    with running(tmp_path_factory.mktemp("databases"), "rds", Databases) as (world, databases):
        yield Place(world, databases)


@pytest.fixture(scope="module")
def client(place: Place) -> Appliance:
    """Return a machine that the databases' group lets in."""
    return place.world.someone("client", place.subnets[0], place.clients)
