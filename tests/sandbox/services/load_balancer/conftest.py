"""A VPC with load balancers that run, of an API in this process; targets and clients in it."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from ipaddress import IPv4Network
from typing import Any

import pytest

from aeolus_sandbox.network import namespaces
from aeolus_sandbox.services.load_balancer.balancers import LoadBalancers
from aeolus_sandbox.services.server_node import ServerNode
from support.machines import until
from support.services import REGION, MockedWorld, running
from support.web import Answer, Web, get

BLOCK = IPv4Network("10.8.0.0/16")
HEALTHY = ("healthy", None)
ANYWHERE = [{"CidrIp": "0.0.0.0/0"}]


@dataclass
class Place:
    """The VPC: a public subnet in each of two zones, and the groups of balancers and targets."""

    world: MockedWorld
    service: LoadBalancers
    region: str = REGION
    webs: dict[str, Web] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make it."""
        ec2 = self.client("ec2")
        self.vpc = ec2.create_vpc(CidrBlock=str(BLOCK))["Vpc"]["VpcId"]
        gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=self.vpc)
        self.subnets = [
            ec2.create_subnet(
                VpcId=self.vpc, CidrBlock=f"10.8.{number}.0/24", AvailabilityZone=f"{REGION}{zone}"
            )["Subnet"]["SubnetId"]
            for number, zone in enumerate("ab")
        ]
        [table] = ec2.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [self.vpc]}])[
            "RouteTables"
        ]
        ec2.create_route(
            RouteTableId=table["RouteTableId"],
            DestinationCidrBlock="0.0.0.0/0",
            GatewayId=gateway,
        )
        self.balancers, self.targets = (
            ec2.create_security_group(GroupName=name, Description=name, VpcId=self.vpc)["GroupId"]
            for name in ("balancers", "targets")
        )
        self.let_in(self.balancers, IpRanges=ANYWHERE)
        self.let_in(self.targets, UserIdGroupPairs=[{"GroupId": self.balancers}])
        self.image = ec2.register_image(Name="debian", RootDeviceName="/dev/xvda")["ImageId"]

    def client(self, service: str) -> Any:
        """Return a boto3 client."""
        return self.world.client(service)

    def let_in(self, group: str, **peers: Any) -> None:
        """Let all TCP in from some."""
        permission = {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 65535, **peers}
        self.client("ec2").authorize_security_group_ingress(
            GroupId=group, IpPermissions=[permission]
        )
        # No service keeps the network here.
        self.world.network.refresh()

    @contextmanager
    def target(self, subnet: int, group: str = "") -> Iterator[str]:
        """Run an instance that serves the web at port 80 for as long; give its id."""
        ec2 = self.client("ec2")
        interface = {
            "DeviceIndex": 0,
            "SubnetId": self.subnets[subnet],
            "Groups": [group or self.targets],
        }
        [one] = ec2.run_instances(
            ImageId=self.image,
            MinCount=1,
            MaxCount=1,
            InstanceType="m7g.large",
            NetworkInterfaces=[interface],
        )["Instances"]
        identifier: str = one["InstanceId"]
        network = self.world.network
        network.attach(one["NetworkInterfaces"][0]["NetworkInterfaceId"], identifier)
        self.webs[identifier] = Web(network.namespace(identifier))
        with self.webs[identifier].serving(identifier):
            yield identifier
        network.remove(identifier)

    def group(self, name: str, *targets: str, **more: Any) -> str:
        """Return the ARN of a target group whose targets are checked each second."""
        elbv2 = self.client("elbv2")
        asked = {
            "Protocol": "HTTP",
            "Port": 80,
            "VpcId": self.vpc,
            "HealthCheckPath": "/health",
            "HealthyThresholdCount": 2,
            "UnhealthyThresholdCount": 2,
        }
        [made] = elbv2.create_target_group(Name=name, **{**asked, **more})["TargetGroups"]
        arn: str = made["TargetGroupArn"]
        # Shorter than AWS offers: tests do not wait longer than they must.
        held = self.world.backend("elbv2").target_groups[arn]
        held.health_check_interval_seconds, held.health_check_timeout_seconds = 0.5, 1.0
        if targets:
            elbv2.register_targets(
                TargetGroupArn=arn, Targets=[{"Id": target} for target in targets]
            )
        return arn

    def balancer(self, name: str, *actions: Any, protocol: str = "HTTP", **more: Any) -> Any:
        """Return a load balancer whose listener at port 80 does this, once it is active."""
        elbv2 = self.client("elbv2")
        asked = {"Subnets": self.subnets, "SecurityGroups": [self.balancers]}
        [made] = elbv2.create_load_balancer(Name=name, **{**asked, **more})["LoadBalancers"]
        arn = made["LoadBalancerArn"]
        elbv2.create_listener(
            LoadBalancerArn=arn, Protocol=protocol, Port=80, DefaultActions=list(actions)
        )
        until(lambda: self.state(arn) == "active", f"{name} is active")
        return elbv2.describe_load_balancers(LoadBalancerArns=[arn])["LoadBalancers"][0]

    def state(self, arn: str) -> str:
        """Return the state of a load balancer."""
        [told] = self.client("elbv2").describe_load_balancers(LoadBalancerArns=[arn])[
            "LoadBalancers"
        ]
        return str(told["State"]["Code"])

    def health(self, group: str) -> dict[str, tuple[str, str | None]]:
        """Return state and reason of every target of a group."""
        told = self.client("elbv2").describe_target_health(TargetGroupArn=group)
        return {
            one["Target"]["Id"]: (one["TargetHealth"]["State"], one["TargetHealth"].get("Reason"))
            for one in told["TargetHealthDescriptions"]
        }

    def await_health(self, group: str, wanted: dict[str, tuple[str, str | None]]) -> None:
        """Return when these are the targets of a group, in state and for a reason."""
        until(lambda: self.health(group) == wanted, f"targets are {wanted}")

    def nodes(self, balancer: Any) -> list[ServerNode]:
        """Return the nodes of a load balancer."""
        name = "-".join(balancer["LoadBalancerArn"].split("/")[-2:])
        return [node for node in self.service.nodes() if node.id.startswith(f"lb-{name}-")]

    def ask(
        self,
        balancer: Any,
        path: str = "/",
        *,
        port: int = 80,
        headers: dict[str, str] | None = None,
        tls: ssl.SSLContext | None = None,
        host: str = "",
        node: int = 0,
    ) -> Answer:
        """Return what someone in the internet gets from a load balancer, at one of its nodes."""
        name = balancer["DNSName"].lower()
        address = str(self.world.network.addresses(name)[node])

        asked = partial(get, address, port, path, {"Host": host or name, **(headers or {})}, tls)
        return namespaces.within(self.world.network.fabric.names.internet, asked)

    def everywhere(self, balancer: Any, path: str) -> set[str]:
        """Return what the nodes of a load balancer answer; none before there is one in each zone.

        Each comes up, and is told of rules, by itself.
        """
        known = self.world.network.addresses(balancer["DNSName"].lower())
        if len(known) < len(self.subnets):
            return set()
        return {self.ask(balancer, path, node=node).body for node in range(len(known))}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Return a VPC in which load balancers run."""
    with running(tmp_path_factory.mktemp("balancers"), "elbv2", LoadBalancers) as (world, service):
        yield Place(world, service)


@pytest.fixture(scope="module")
def targets(place: Place) -> Iterator[list[str]]:
    """Return two instances that serve the web, one in each zone."""
    with place.target(0) as first, place.target(1) as second:
        yield [first, second]


def forward(*groups: str) -> dict[str, Any]:
    """Return the action that forwards to these groups alike."""
    weighed = [{"TargetGroupArn": group, "Weight": 1} for group in groups]
    return {"Type": "forward", "ForwardConfig": {"TargetGroups": weighed}}
