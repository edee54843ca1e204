"""Which names hold in a VPC, and which outside of it."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import IPv4Address

import pytest

from aeolus_sandbox.network import public
from aeolus_sandbox.network.model import Endpoint, Topology, Vpc
from aeolus_sandbox.network.names import hosts
from aeolus_sandbox.network.names.route53 import HostedZone
from aeolus_sandbox.network.names.views import view
from aeolus_sandbox.network.names.zone import RecordSet, Zone, resolve
from support.vpcs import BLOCK, S3_NETWORK, VPC, interface, vpc

REGION = "eu-central-1"
SECRETS = f"secretsmanager.{REGION}.amazonaws.com"
SERVICE = f"com.amazonaws.{REGION}.secretsmanager"
DATABASE = f"orders.abc.{REGION}.rds.amazonaws.com"
ENDPOINT = interface("private", 20)
FRONT = interface("public", 14, public="203.0.113.14")
OTHER = "vpc-0b000000000000002"
ZONES = [
    HostedZone(
        Zone("corp.test", {("db.corp.test", "A"): RecordSet(alias=DATABASE)}), frozenset([VPC])
    ),
    HostedZone(Zone("shop.test", {("shop.test", "A"): RecordSet(("203.0.113.1",))})),
    HostedZone(Zone("shop.test", {("shop.test", "A"): RecordSet(("10.0.0.1",))}), frozenset([VPC])),
]


def topology(*, dns_hostnames: bool = True) -> Topology:
    """Return the VPC with an endpoint of Secrets Manager, and another VPC beside it."""
    base = vpc(ENDPOINT, FRONT)
    vpcs = {
        VPC: replace(base.vpcs[VPC], dns_hostnames=dns_hostnames),
        OTHER: Vpc(OTHER, (BLOCK,), dns_hostnames=True),
    }
    endpoint = Endpoint("vpce-1", VPC, SERVICE, (ENDPOINT.id,), (SECRETS,))
    return replace(base, vpcs=vpcs, endpoints={endpoint.id: endpoint})


def found(name: str, where: str | None, kind: str = "A", **attributes: bool) -> list[str]:
    """Return the values that a name has in a VPC, or outside."""
    endpoints = {DATABASE: (IPv4Address("10.0.2.30"),)}
    zones = view(topology(**attributes), REGION, ZONES, endpoints, where)
    answer = resolve(zones, name, kind)
    return [value for _, _, record in answer.records for value in record.values]


@pytest.mark.parametrize(
    ("name", "inside", "beside", "outside"),
    [
        ("ip-10-0-1-77.eu-central-1.compute.internal", "10.0.1.77", "10.0.1.77", None),
        ("ip-10-9-1-77.eu-central-1.compute.internal", None, None, None),
        ("ip-10-0-1-777.eu-central-1.compute.internal", None, None, None),
        ("ec2-203-0-113-14.eu-central-1.compute.amazonaws.com", "10.0.0.14", *["203.0.113.14"] * 2),
        (SECRETS, str(ENDPOINT.address), *[str(public.ADDRESS)] * 2),
        (DATABASE, *["10.0.2.30"] * 3),
        ("db.corp.test", "10.0.2.30", None, None),
        ("shop.test", "10.0.0.1", "203.0.113.1", "203.0.113.1"),
        (f"s3.{REGION}.amazonaws.com", *[str(S3_NETWORK[10])] * 3),
        (f"a.bucket.s3.{REGION}.amazonaws.com", *[str(S3_NETWORK[10])] * 3),
        ("iam.amazonaws.com", *[str(public.ADDRESS)] * 3),
        (f"ec2messages.{REGION}.amazonaws.com", *[str(public.ADDRESS)] * 3),
        (f"none.{REGION}.amazonaws.com", None, None, None),
        ("ec2.us-west-2.amazonaws.com", None, None, None),
        ("example.com", None, None, None),
    ],
)
def test_a_name_means_an_address(
    name: str, inside: str | None, beside: str | None, outside: str | None
) -> None:
    places = {VPC: inside, OTHER: beside, None: outside}
    assert {place: next(iter(found(name, place)), None) for place in places} == places


def test_an_address_has_its_name_back() -> None:
    assert found("77.1.0.10.in-addr.arpa", VPC, "PTR") == [
        "ip-10-0-1-77.eu-central-1.compute.internal."
    ]
    assert found("77.1.9.10.in-addr.arpa", VPC, "PTR") == []


def test_a_vpc_without_host_names_knows_no_private_name() -> None:
    private = ["ip-10-0-1-77.eu-central-1.compute.internal", "db.corp.test"]
    assert [found(name, VPC, dns_hostnames=False) for name in private] == [[], []]
    assert found(SECRETS, VPC, dns_hostnames=False) == [str(public.ADDRESS)]


@pytest.mark.parametrize(
    ("region", "domain"),
    [("us-east-1", "ec2.internal"), ("eu-west-1", "eu-west-1.compute.internal")],
)
def test_each_region_has_its_domain(region: str, domain: str) -> None:
    assert hosts.domain(region) == domain


def test_an_interface_endpoint_of_s3_has_the_names_of_buckets() -> None:
    base = topology()
    name = f"s3.{REGION}.amazonaws.com"
    s3 = Endpoint("vpce-2", VPC, f"com.amazonaws.{REGION}.s3", (ENDPOINT.id,), (name,))
    zones = view(replace(base, endpoints={**base.endpoints, s3.id: s3}), REGION, [], {}, VPC)
    for each in (name, f"bucket.{name}"):
        (answer,) = resolve(zones, each, "A").records
        assert answer[2].values == (str(ENDPOINT.address),)
    assert not resolve(zones, f"a.{SECRETS}", "A").records


def test_an_endpoints_own_names_mean_all_its_interfaces_or_a_zones_everywhere() -> None:
    there = interface("isolated", 21)
    base = topology().including([there])
    name, zonal = (f"vpce-2-0{zone}.sts.vpce.amazonaws.com" for zone in ("", f"-{REGION}b"))
    own = Endpoint("vpce-2", VPC, "sts", (ENDPOINT.id, there.id), names=(name, zonal))
    subnets = {**base.subnets, "isolated": replace(base.subnets["isolated"], zone=f"{REGION}b")}
    known = replace(base, endpoints={own.id: own}, subnets=subnets)
    for where in (VPC, OTHER, None):
        zones = view(known, REGION, [], {}, where)
        for asked, addresses in ((name, [ENDPOINT, there]), (zonal, [there])):
            (answer,) = resolve(zones, asked, "A").records
            assert answer[2].values == tuple(str(one.address) for one in addresses)
