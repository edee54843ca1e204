"""Resolvers in the VPCs of a region, asked by real sockets."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from ipaddress import IPv4Address

import dns.message
import dns.query
import dns.rcode
import pytest

from aeolus_sandbox.network import firewall, namespaces, public
from aeolus_sandbox.network.fabric import Fabric
from aeolus_sandbox.network.names.places import places as region_places
from aeolus_sandbox.network.names.server import Place, Resolvers
from aeolus_sandbox.network.names.zone import RecordSet, Zone
from support.machines import needs_machines
from support.vpcs import VPC, interface, vpc

pytestmark = [pytest.mark.sandbox, needs_machines]

CLIENT = interface("isolated", 10)
TOPOLOGY = vpc(CLIENT)
REGION = "eu-central-1"
LIMIT_S = 1.0


def zone(*addresses: str) -> list[Zone]:
    return [Zone("shop.test", {("shop.test", "A"): RecordSet(addresses)})]


@pytest.fixture
def fabric() -> Iterator[Fabric]:
    """Return a network with one interface in a VPC, whose groups let nothing out."""
    made = Fabric(f"names-{os.getpid()}.")
    try:
        made.apply(TOPOLOGY)
        made.attach(CLIENT.id)
        yield made
    finally:
        namespaces.sweep(made.prefix)


@pytest.fixture
def resolvers() -> Iterator[Resolvers]:
    """Return resolvers that know nothing yet."""
    made = Resolvers()
    yield made
    made.close()


def places(fabric: Fabric) -> list[Place]:
    """Return where the VPC's resolver listens."""
    router = fabric.names.router(VPC)
    return [place for place in region_places(fabric, REGION, [], {}) if place.namespace == router]


def ask(
    fabric: Fabric, address: IPv4Address, name: str, tcp: bool = False, owner: str = CLIENT.id
) -> dns.message.Message:
    """Return what the owner of an interface is answered."""
    query = dns.message.make_query(name, "A")
    over = dns.query.tcp if tcp else dns.query.udp
    namespace = f"{fabric.prefix}{owner}"
    return namespaces.within(namespace, lambda: over(query, str(address), LIMIT_S))


def values(answer: dns.message.Message) -> set[str]:
    return {str(value) for records in answer.answer for value in records}


def test_each_address_of_the_resolver_answers_whatever_groups_say(
    fabric: Fabric, resolvers: Resolvers
) -> None:
    resolvers.tell(dict.fromkeys(places(fabric), zone("192.0.2.1")))
    for place in places(fabric):
        for tcp in (False, True):
            assert values(ask(fabric, place.address, "shop.test", tcp)) == {"192.0.2.1"}
            answer = ask(fabric, place.address, "other.test", tcp)
            assert answer.rcode() == dns.rcode.NXDOMAIN


def test_large_answers_come_by_tcp(fabric: Fabric, resolvers: Resolvers) -> None:
    many = [f"192.0.2.{number}" for number in range(200)]
    resolvers.tell(dict.fromkeys(places(fabric), zone(*many)))
    query = dns.message.make_query("shop.test", "A")
    answer, by_tcp = namespaces.within(
        f"{fabric.prefix}{CLIENT.id}",
        lambda: dns.query.udp_with_fallback(query, str(firewall.RESOLVER), LIMIT_S),
    )
    assert by_tcp
    assert values(answer) == set(many)


def test_news_is_known_at_once(fabric: Fabric, resolvers: Resolvers) -> None:
    for address in ("192.0.2.1", "192.0.2.2"):
        resolvers.tell(dict.fromkeys(places(fabric), zone(address)))
        assert values(ask(fabric, firewall.RESOLVER, "shop.test")) == {address}


def test_where_there_is_no_resolver_any_more_nothing_answers(
    fabric: Fabric, resolvers: Resolvers
) -> None:
    first, second = sorted(places(fabric), key=lambda place: place.address)
    resolvers.tell(dict.fromkeys([first, second], zone("192.0.2.1")))
    resolvers.tell({first: zone("192.0.2.1")})
    assert values(ask(fabric, first.address, "shop.test")) == {"192.0.2.1"}
    with pytest.raises(OSError, match="refused"):
        ask(fabric, second.address, "shop.test", tcp=True)


def test_a_vpc_without_dns_support_has_no_resolver(fabric: Fabric, resolvers: Resolvers) -> None:
    resolvers.tell(dict.fromkeys(places(fabric), zone("192.0.2.1")))
    without = {VPC: replace(TOPOLOGY.vpcs[VPC], dns_support=False)}
    fabric.apply(replace(TOPOLOGY, vpcs=without))
    with pytest.raises(dns.exception.Timeout):
        ask(fabric, firewall.RESOLVER, "shop.test")


def test_a_region_answers_in_its_vpcs_and_outside(fabric: Fabric, resolvers: Resolvers) -> None:
    resolvers.tell(region_places(fabric, REGION, [], {}))
    name = f"sts.{REGION}.amazonaws.com"
    fabric.attach_outside("function")
    for owner in (CLIENT.id, "function"):
        answer = ask(fabric, firewall.RESOLVER, name, owner=owner)
        assert values(answer) == {str(public.ADDRESS)}


def test_a_vpc_that_does_without_has_no_resolver(fabric: Fabric) -> None:
    fabric.topology = replace(TOPOLOGY, vpcs={VPC: replace(TOPOLOGY.vpcs[VPC], dns_support=False)})
    assert places(fabric) == []
