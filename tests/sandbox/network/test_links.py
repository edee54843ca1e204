"""Two interfaces behind a router: every packet between them passes it."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import IPv4Address
from pathlib import Path

import pytest

from aeolus_sandbox.machines.sweep import sweep
from aeolus_sandbox.network import links, namespaces, router
from aeolus_sandbox.network.links import Link
from support.machines import needs_machines

# linux/in.h
IP_MTU_DISCOVER, IP_PMTUDISC_DO = 10, 2
_AGAIN_S = 0.2
PREFIX = f"links-{os.getpid()}."
ROUTER = f"{PREFIX}router"


def link(number: int) -> Link:
    return Link(
        namespace=f"{PREFIX}{number}",
        name="ens5",
        address=IPv4Address(f"10.0.0.{number}"),
        mac=f"0a:00:00:00:00:{number:02x}",
        router=ROUTER,
        router_name=f"v{number}",
    )


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Link, Link]]:
    try:
        router.create(ROUTER)
        made = (link(5), link(6))
        for each in made:
            namespaces.create(each.namespace)
            links.connect(each)
        yield made
    finally:
        sweep(PREFIX, tmp_path)


def received(
    source: Link, target: Link, *, size: int = 8, hops: int = 64, limit_s: float = 30.0
) -> bool:
    """Send datagrams that may not be divided until one arrives; tell whether one did in time."""
    receiver = namespaces.within(target.namespace, udp)
    sender = namespaces.within(source.namespace, udp)
    with receiver, sender:
        receiver.bind((str(target.address), 0))
        receiver.settimeout(_AGAIN_S)
        sender.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, hops)
        sender.setsockopt(socket.IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_DO)
        for _ in range(round(limit_s / _AGAIN_S)):
            with suppress(OSError):
                sender.sendto(bytes(size), receiver.getsockname())
            with suppress(TimeoutError):
                return len(receiver.recv(size)) == size
        return False


def lost(source: Link, target: Link, *, size: int = 8, hops: int = 64) -> bool:
    """Tell whether nothing arrives of two."""
    return not received(source, target, size=size, hops=hops, limit_s=2 * _AGAIN_S)


def udp() -> socket.socket:
    return socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


@needs_machines
def test_interfaces_of_one_subnet_reach_each_other_over_the_router(
    pair: tuple[Link, Link],
) -> None:
    one, other = pair
    assert received(one, other)
    assert received(other, one)
    # With one hop allowed it ends at the router.
    assert lost(one, other, hops=1)


@needs_machines
def test_packets_are_as_large_as_in_a_vpc(pair: tuple[Link, Link]) -> None:
    one, other = pair
    headers = 28  # of IP and UDP
    assert received(one, other, size=9001 - headers)
    assert lost(one, other, size=9002 - headers)


@needs_machines
def test_a_link_that_is_cut_passes_nothing_until_it_is_healed(pair: tuple[Link, Link]) -> None:
    one, other = pair
    links.cut(other)
    assert lost(one, other)
    assert lost(other, one)
    links.heal(other)
    assert received(one, other)
    assert received(other, one)


@needs_machines
def test_the_router_answers_for_instance_metadata_to_each_by_its_address(
    pair: tuple[Link, Link],
) -> None:
    address = (router.METADATA_ADDRESS, 80)
    with namespaces.listen(ROUTER, *address) as listening:
        for each in pair:
            with namespaces.within(each.namespace, lambda: socket.create_connection(address)):
                connection, (source, _) = listening.accept()
                connection.close()
                assert source == str(each.address)


@needs_machines
def test_two_regions_with_the_same_addresses_do_not_meet(
    pair: tuple[Link, Link], tmp_path: Path
) -> None:
    prefix = f"other-{PREFIX}"
    lonely = link(5).model_copy(update={"namespace": f"{prefix}5", "router": f"{prefix}router"})
    try:
        router.create(lonely.router)
        namespaces.create(lonely.namespace)
        links.connect(lonely)
        with namespaces.within(pair[1].namespace, udp) as receiver:
            receiver.bind((str(pair[1].address), 0))
            receiver.settimeout(1)
            with namespaces.within(lonely.namespace, udp) as sender:
                sender.sendto(b"lost", receiver.getsockname())
            with pytest.raises(TimeoutError):
                receiver.recv(8)
    finally:
        sweep(prefix, tmp_path)


@pytest.mark.parametrize(
    ("resource_id", "name"),
    [
        ("i-0123456789abcdef0", "v3456789abcdef0"),
        ("eni-12", "v12"),
    ],
)
def test_the_routers_end_is_named_by_the_end_of_an_id(resource_id: str, name: str) -> None:
    assert links.router_interface(resource_id) == name
    assert len(name) <= 15
