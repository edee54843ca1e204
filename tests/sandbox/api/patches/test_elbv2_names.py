"""Elastic Load Balancing: the names of a load balancer say what it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aeolus_sandbox.api.patches import elbv2_names

Client = Callable[[str], Any]


def created(client: Client, subnets: list[str], **more: Any) -> Any:
    """Return a load balancer as it is described, made by a request that says no more."""
    elbv2 = client("elbv2")
    elbv2.create_load_balancer(
        Name="web", Subnets=subnets, Tags=[{"Key": "team", "Value": "a"}], **more
    )
    [made] = elbv2.describe_load_balancers()["LoadBalancers"]
    [tags] = elbv2.describe_tags(ResourceArns=[made["LoadBalancerArn"]])["TagDescriptions"]
    return {**made, "Tags": tags["Tags"]}


def test_moto_omits_the_scheme_and_names_an_internal_one_as_any_other(
    client: Client, subnets: list[str]
) -> None:
    assert "Scheme" not in created(client, subnets)
    client("elbv2").create_load_balancer(Name="own", Subnets=subnets, Scheme="internal")
    [made] = client("elbv2").describe_load_balancers(Names=["own"])["LoadBalancers"]
    assert made["DNSName"] == "own-1.eu-central-1.elb.amazonaws.com"


def test_moto_names_a_network_one_as_an_application_one(client: Client, subnets: list[str]) -> None:
    assert "/app/" in created(client, subnets, Type="network")["LoadBalancerArn"]


def test_patched_one_is_internet_facing_unless_told_otherwise(
    client: Client, subnets: list[str]
) -> None:
    with elbv2_names.PATCH.applied():
        assert created(client, subnets)["Scheme"] == "internet-facing"


def test_patched_an_internal_one_has_a_name_that_says_so(
    client: Client, subnets: list[str]
) -> None:
    with elbv2_names.PATCH.applied():
        name = created(client, subnets, Scheme="internal")["DNSName"]
    first, rest = name.split(".", 1)
    internal, own, number = first.split("-")
    assert (internal, own, rest) == ("internal", "web", "eu-central-1.elb.amazonaws.com")
    assert number.isdecimal()


def test_patched_a_network_one_has_names_of_its_kind_and_keeps_its_tags(
    client: Client, subnets: list[str]
) -> None:
    with elbv2_names.PATCH.applied():
        made = created(client, subnets, Type="network")
    number = made["LoadBalancerArn"].rpartition(":loadbalancer/net/web/")[2]
    assert made["DNSName"] == f"web-{number}.elb.eu-central-1.amazonaws.com"
    assert made["Tags"] == [{"Key": "team", "Value": "a"}]
