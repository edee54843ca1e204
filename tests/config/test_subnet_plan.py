"""The division of a VPC's addresses: nothing overlaps, and nothing ever moves."""

from __future__ import annotations

from ipaddress import IPv4Network
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeolus_config.subnet_plan import ZONE_LETTERS, ZoneSubnets, plan_subnets, usable_addresses

ZONES = [f"us-east-1{letter}" for letter in ZONE_LETTERS]
vpcs = st.builds(
    lambda address, prefix: str(IPv4Network((address, prefix), strict=False)),
    st.integers(0, 2**32 - 1),
    st.integers(16, 21),
)


def subnets(plan: dict[str, ZoneSubnets]) -> list[IPv4Network]:
    return [each for zone in plan.values() for each in (zone.public, zone.private, zone.data)]


@given(vpcs)
def test_subnets_lie_in_the_vpc_and_do_not_overlap(vpc: str) -> None:
    planned = subnets(plan_subnets(vpc, ZONES))
    assert all(each.subnet_of(IPv4Network(vpc)) for each in planned)
    assert not any(one.overlaps(other) for one, other in combinations(planned, 2))


@given(vpcs, st.lists(st.sampled_from(ZONES), unique=True))
def test_a_zone_keeps_its_subnets_whatever_the_other_zones(vpc: str, zones: list[str]) -> None:
    full = plan_subnets(vpc, ZONES)
    assert plan_subnets(vpc, zones) == {zone: full[zone] for zone in zones}


@given(vpcs)
def test_every_public_subnet_takes_a_load_balancer(vpc: str) -> None:
    assert all(zone.public.prefixlen <= 27 for zone in plan_subnets(vpc, ZONES).values())


def test_most_addresses_are_for_nodes() -> None:
    zone = plan_subnets("10.40.0.0/16", ["us-east-1b"])["us-east-1b"]
    assert zone == ZoneSubnets(
        public=IPv4Network("10.40.196.0/22"),
        private=IPv4Network("10.40.32.0/19"),
        data=IPv4Network("10.40.228.0/22"),
    )


def test_aws_keeps_five_addresses_of_a_subnet() -> None:
    assert usable_addresses(IPv4Network("10.0.0.0/28")) == 11


@pytest.mark.parametrize("vpc", ["10.0.0.0/15", "10.0.0.0/22"])
def test_a_vpc_too_large_or_too_small_is_refused(vpc: str) -> None:
    with pytest.raises(ValueError, match=r"give the VPC a /16 to /21"):
        plan_subnets(vpc, ZONES)


@pytest.mark.parametrize("zone", ["us-east-1g", "us-east-1", ""])
def test_a_zone_without_a_share_is_refused(zone: str) -> None:
    with pytest.raises(ValueError, match="letter from a to f"):
        plan_subnets("10.0.0.0/16", [zone])
