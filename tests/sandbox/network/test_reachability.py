"""Who reaches whom, in a VPC of real namespaces, by real sockets."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from ipaddress import IPv4Address, IPv4Network

import pytest

from aeolus_sandbox.network import internet, namespaces
from aeolus_sandbox.network.fabric import Fabric
from aeolus_sandbox.network.kernel import batch
from aeolus_sandbox.network.model import Interface, Route, TargetKind
from support.machines import needs_machines
from support.sockets import PATIENCE_S, seen, server
from support.vpcs import (
    NAT_INTERFACE,
    NAT_PUBLIC,
    S3_ENDPOINT,
    S3_NETWORK,
    VPC,
    group,
    interface,
    routed,
    table,
    tcp,
    vpc,
    with_s3_endpoint,
)

pytestmark = [pytest.mark.sandbox, needs_machines]

CLIENT = interface("private", 10, "sg-client")
NEIGHBOUR = interface("private", 11, "sg-server")
ACROSS = interface("isolated", 12, "sg-server")
STRANGER = interface("private", 13, "sg-stranger")
FRONT = interface("public", 14, "sg-client", public="203.0.113.14")
HIDDEN = interface("public", 15, "sg-client")
ALL = (CLIENT, NEIGHBOUR, ACROSS, STRANGER, FRONT, HIDDEN)
GROUPS = (
    group("sg-client", tcp(80, "0.0.0.0/0")),
    group("sg-server", tcp(80, "sg-client")),
    group("sg-stranger"),
)
TOPOLOGY = vpc(*ALL, groups=GROUPS)
OUTSIDE = "192.0.2.80"
S3_ADDRESS = str(S3_NETWORK[10])


@pytest.fixture(scope="module")
def running() -> Iterator[Fabric]:
    """Return a region's network; on port 80 serve all interfaces, a host outside, and S3."""
    fabric = Fabric(f"reach-{os.getpid()}.")
    try:
        fabric.apply(TOPOLOGY)
        for one in ALL:
            fabric.attach(one.id)
        internet.serve_at(fabric.names.internet, [IPv4Address(OUTSIDE)])
        with ExitStack() as servers:
            for one in ALL:
                servers.enter_context(server(f"{fabric.prefix}{one.id}"))
            for address in (OUTSIDE, S3_ADDRESS):
                servers.enter_context(server(fabric.names.internet, address))
            yield fabric
    finally:
        namespaces.sweep(fabric.prefix)


@pytest.fixture
def region(running: Fabric) -> Fabric:
    """Return the network as TOPOLOGY has it, whatever the test before made of it."""
    running.apply(TOPOLOGY)
    return running


def source(region: Fabric, client: Interface, address: object) -> str | None:
    """Return from which address a client is seen by a server; None when it does not reach it."""
    return seen(f"{region.prefix}{client.id}", str(address))


def test_a_member_of_an_allowed_group_enters_in_its_subnet_and_across(region: Fabric) -> None:
    assert source(region, CLIENT, NEIGHBOUR.address) == str(CLIENT.address)
    assert source(region, CLIENT, ACROSS.address) == str(CLIENT.address)


def test_others_are_refused_in_their_subnet_and_across(region: Fabric) -> None:
    assert source(region, STRANGER, NEIGHBOUR.address) is None
    assert source(region, STRANGER, ACROSS.address) is None
    # A group lets in nobody of itself unless it says so.
    assert source(region, NEIGHBOUR, ACROSS.address) is None


def test_a_rule_that_is_added_lets_in_and_removed_lets_in_no_more(region: Fabric) -> None:
    welcoming = group("sg-server", tcp(79, "sg-stranger", to=81))
    region.apply(replace(TOPOLOGY, groups={**TOPOLOGY.groups, welcoming.id: welcoming}))
    assert source(region, STRANGER, NEIGHBOUR.address) == str(STRANGER.address)
    assert source(region, CLIENT, NEIGHBOUR.address) is None
    region.apply(TOPOLOGY)
    assert source(region, STRANGER, NEIGHBOUR.address) is None


def test_what_a_group_does_not_let_out_stays(region: Fabric) -> None:
    silent = replace(TOPOLOGY.groups["sg-client"], rules=(tcp(80, "0.0.0.0/0"),))
    region.apply(replace(TOPOLOGY, groups={**TOPOLOGY.groups, silent.id: silent}))
    assert source(region, CLIENT, NEIGHBOUR.address) is None
    # It still answers those whom it lets in: a group remembers.
    assert source(region, STRANGER, CLIENT.address) == str(STRANGER.address)


def test_a_connection_goes_on_when_its_rule_is_removed(region: Fabric) -> None:
    def connect() -> socket.socket:
        return socket.create_connection((str(NEIGHBOUR.address), 81), 1)

    name = f"{region.prefix}{NEIGHBOUR.id}"
    both = group("sg-server", tcp(81, "sg-client"))
    region.apply(replace(TOPOLOGY, groups={**TOPOLOGY.groups, both.id: both}))
    with namespaces.listen(name, "0.0.0.0", 81) as listening:
        with namespaces.within(f"{region.prefix}{CLIENT.id}", connect) as connection:
            accepted, _ = listening.accept()
            with accepted:
                region.apply(TOPOLOGY)
                connection.sendall(b"still here")
                assert accepted.recv(64) == b"still here"
        assert seen(f"{region.prefix}{CLIENT.id}", str(NEIGHBOUR.address), 81) is None


def test_nobody_speaks_in_anothers_name(region: Fabric) -> None:
    def pretend() -> bool:
        batch(name, [f"address add {CLIENT.address}/32 dev ens5"])
        try:
            with socket.socket() as made:
                made.settimeout(PATIENCE_S)
                made.bind((str(CLIENT.address), 0))
                return made.connect_ex((str(NEIGHBOUR.address), 80)) == 0
        finally:
            batch(name, [f"address del {CLIENT.address}/32 dev ens5"])

    name = f"{region.prefix}{STRANGER.id}"
    assert not namespaces.within(name, pretend)


def test_the_internet_sees_the_nat_gateway(region: Fabric) -> None:
    assert source(region, CLIENT, OUTSIDE) == str(NAT_PUBLIC)


def test_the_internet_sees_a_public_address(region: Fabric) -> None:
    assert source(region, FRONT, OUTSIDE) == str(FRONT.public_address)


def test_without_a_public_address_an_internet_gateway_is_no_way_out(region: Fabric) -> None:
    assert source(region, HIDDEN, OUTSIDE) is None


def test_without_a_route_there_is_no_way_out(region: Fabric) -> None:
    assert source(region, ACROSS, OUTSIDE) is None


def test_the_most_specific_route_wins(region: Fabric) -> None:
    barred = Route((IPv4Network("192.0.2.0/24"),), TargetKind.BLACKHOLE)
    private = TOPOLOGY.route_tables["rtb-private"]
    region.apply(routed(TOPOLOGY, replace(private, routes=(*private.routes, barred))))
    assert source(region, CLIENT, OUTSIDE) is None
    assert source(region, CLIENT, S3_ADDRESS) == str(NAT_PUBLIC)


def test_a_subnet_follows_the_table_it_is_associated_with_now(region: Fabric) -> None:
    isolated = replace(TOPOLOGY.subnets["isolated"], route_table="rtb-private")
    region.apply(replace(TOPOLOGY, subnets={**TOPOLOGY.subnets, isolated.id: isolated}))
    assert source(region, ACROSS, OUTSIDE) == str(NAT_PUBLIC)


def test_a_nat_gateway_needs_a_way_out_itself(region: Fabric) -> None:
    region.apply(routed(TOPOLOGY, table("public")))
    assert source(region, CLIENT, OUTSIDE) is None


def test_a_route_to_a_nat_gateway_that_is_gone_leads_nowhere(region: Fabric) -> None:
    left = {id: one for id, one in TOPOLOGY.interfaces.items() if id != NAT_INTERFACE}
    region.apply(replace(TOPOLOGY, nat_gateways={}, interfaces=left))
    assert source(region, CLIENT, OUTSIDE) is None
    assert source(region, CLIENT, ACROSS.address) == str(CLIENT.address)
    assert namespaces.find(region.names.gateway("")) == []


def test_a_detached_internet_gateway_is_no_way_in_or_out(region: Fabric) -> None:
    detached = replace(TOPOLOGY.vpcs[VPC], internet_gateway=None)
    region.apply(replace(TOPOLOGY, vpcs={VPC: detached}))
    assert source(region, FRONT, OUTSIDE) is None
    assert seen(region.names.internet, str(FRONT.public_address)) is None


def test_from_the_internet_only_public_addresses_are_reached(region: Fabric) -> None:
    assert seen(region.names.internet, str(FRONT.public_address)) is not None
    assert seen(region.names.internet, str(HIDDEN.address)) is None
    assert seen(region.names.internet, str(NAT_PUBLIC)) is None


def test_a_public_address_of_ones_own_vpc_is_reached_from_outside(region: Fabric) -> None:
    """So a rule that names the group of whoever asks does not let it in."""
    assert source(region, CLIENT, FRONT.public_address) == str(NAT_PUBLIC)
    inner = group("sg-client", tcp(80, "sg-client"))
    region.apply(replace(TOPOLOGY, groups={**TOPOLOGY.groups, inner.id: inner}))
    assert source(region, CLIENT, FRONT.address) == str(CLIENT.address)
    assert source(region, CLIENT, FRONT.public_address) is None


def test_a_gateway_endpoint_serves_the_subnets_that_have_its_route(region: Fabric) -> None:
    assert source(region, ACROSS, S3_ADDRESS) is None
    region.apply(with_s3_endpoint(TOPOLOGY, "isolated"))
    address = source(region, ACROSS, S3_ADDRESS)
    assert address is not None
    assert region.endpoint_sources() == {IPv4Address(address): S3_ENDPOINT}
    assert source(region, ACROSS, OUTSIDE) is None
    assert source(region, CLIENT, S3_ADDRESS) == str(NAT_PUBLIC)
    region.apply(TOPOLOGY)
    assert source(region, ACROSS, S3_ADDRESS) is None


def test_a_cut_nat_gateway_passes_nothing_until_it_is_healed(region: Fabric) -> None:
    region.cut(NAT_INTERFACE)
    region.apply(TOPOLOGY)
    assert source(region, CLIENT, OUTSIDE) is None
    region.heal(NAT_INTERFACE)
    assert source(region, CLIENT, OUTSIDE) == str(NAT_PUBLIC)
