"""Load balancers as the APIs tell of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from moto import mock_aws

from aeolus_sandbox.services.load_balancer.balancer import Balancer, Forward, Place, Target
from aeolus_sandbox.services.load_balancer.reading import Reader
from support.services import REGION, client_of, corrected


@dataclass
class Account:
    """An account with a VPC of two subnets, and a load balancer in them."""

    clients: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make it."""
        ec2, elbv2 = self.client("ec2"), self.client("elbv2")
        self.vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        self.subnets = [
            ec2.create_subnet(
                VpcId=self.vpc, CidrBlock=f"10.0.{number}.0/24", AvailabilityZone=f"{REGION}{zone}"
            )["Subnet"]["SubnetId"]
            for number, zone in enumerate("ab")
        ]
        made = elbv2.create_load_balancer(Name="web", Subnets=self.subnets, Scheme="internal")
        self.arn = made["LoadBalancers"][0]["LoadBalancerArn"]

    def client(self, service: str) -> Any:
        """Return a client, the same for all."""
        return self.clients.setdefault(service, client_of(service))

    def group(self, name: str, **more: Any) -> str:
        """Return the ARN of a target group."""
        asked = {"Protocol": "HTTP", "Port": 80, "VpcId": self.vpc, **more}
        made = self.client("elbv2").create_target_group(Name=name, **asked)
        arn: str = made["TargetGroups"][0]["TargetGroupArn"]
        return arn

    def listen(self, *groups: str) -> None:
        """Let a listener forward to target groups."""
        self.client("elbv2").create_listener(
            LoadBalancerArn=self.arn,
            Protocol="HTTP",
            Port=80,
            DefaultActions=[
                {
                    "Type": "forward",
                    "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": one} for one in groups]},
                }
            ],
        )

    def read(self) -> Balancer:
        """Return the load balancer."""
        [one] = Reader(self.client).balancers() or []
        return one


@pytest.fixture
def account() -> Iterator[Account]:
    """Return an account in this process."""
    with mock_aws(), corrected("elbv2"):
        yield Account()


def test_one_stands_in_its_subnets_with_the_default_group_of_its_vpc(account: Account) -> None:
    balancer = account.read()
    zones = (f"{REGION}a", f"{REGION}b")
    assert balancer.places == tuple(map(Place, account.subnets, zones))
    [default] = account.client("ec2").describe_security_groups(
        Filters=[{"Name": "vpc-id", "Values": [account.vpc]}]
    )["SecurityGroups"]
    assert balancer.security_groups == (default["GroupId"],)
    assert (balancer.kind, balancer.public, balancer.groups) == ("application", False, {})
    assert balancer.host.startswith("internal-web-")


def test_it_has_the_groups_that_its_listeners_forward_to_but_for_functions(
    account: Account,
) -> None:
    pages, other = account.group("pages"), account.group("other")
    [made] = account.client("elbv2").create_target_group(Name="function", TargetType="lambda")[
        "TargetGroups"
    ]
    function = made["TargetGroupArn"]
    account.listen(pages, function)
    balancer = account.read()
    assert balancer.groups.keys() == {pages}
    [listener] = balancer.listeners
    assert [rule.action for rule in listener.rules] == [Forward(((pages, 1), (function, 1)))]
    assert other not in balancer.groups


def test_targets_have_the_address_of_their_instance_while_it_runs_or_are_addresses(
    account: Account,
) -> None:
    ec2, elbv2 = account.client("ec2"), account.client("elbv2")
    image = ec2.register_image(Name="debian", RootDeviceName="/dev/xvda")["ImageId"]
    made = ec2.run_instances(
        ImageId=image,
        MinCount=2,
        MaxCount=2,
        InstanceType="m7g.large",
        SubnetId=account.subnets[1],
    )["Instances"]
    running, stopped = (one["InstanceId"] for one in made)
    group, addresses = account.group("pages"), account.group("addresses", TargetType="ip")
    for arn, target in ((group, running), (group, stopped), (addresses, "10.0.0.9")):
        elbv2.register_targets(TargetGroupArn=arn, Targets=[{"Id": target, "Port": 8080}])
    ec2.stop_instances(InstanceIds=[stopped])
    account.listen(group, addresses)
    balancer = account.read()
    assert balancer.groups[group].targets == (
        Target(running, 8080, made[0]["PrivateIpAddress"], f"{REGION}b"),
        Target(stopped, 8080, ""),
    )
    assert balancer.groups[addresses].targets == (Target("10.0.0.9", 8080, "10.0.0.9"),)


def test_what_goes_away_while_it_is_read_is_left_for_the_next_time(account: Account) -> None:
    deleted = client_of("elbv2")

    def delete(**_: Any) -> None:
        deleted.delete_load_balancer(LoadBalancerArn=account.arn)

    account.client("elbv2").meta.events.register(
        "before-parameter-build.elastic-load-balancing-v2.DescribeLoadBalancerAttributes", delete
    )
    assert Reader(account.client).balancers() is None
    assert Reader(account.client).balancers() == []
