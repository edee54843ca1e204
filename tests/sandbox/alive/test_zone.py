"""A zone loses its power with all that is in it; the shop goes on in the other, and recovers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aeolus_sandbox.supervisor.seen import Fault, NodeSeen
from sandbox.alive.test_data import told
from support.machines import needs_machines, until
from support.shop import Shop
from support.shop_data import Clients

pytestmark = [pytest.mark.sandbox, needs_machines]

ZONE = "eu-central-1a"  # the NAT gateway's


def test_a_zone_fails_with_all_kinds_of_nodes_and_the_shop_goes_on(shop: Shop) -> None:
    clients = prepared(shop)
    hit = shop.region.befall(Fault.FAIL_AZ, ZONE)
    assert {node.zone for node in hit} == {ZONE}
    assert {node.kind for node in hit} == {
        "instance",
        "database",
        "cache node",
        "load balancer node",
        "NAT gateway",
    }
    until(lambda: well(shop), "pages come from the other zone")
    until(lambda: clients.sql("select what from kept") == (0, "row\n"), "rows are there")
    assert told(shop, "AvailabilityZone") != ZONE
    until(lambda: clients.redis("get kept-here") == (0, "key\n"), "keys are there")
    assert out(clients) == 28, "curl: a time-out, for the NAT gateway is gone"
    shop.region.befall(Fault.THAW, gateway(hit))
    until(lambda: out(clients) == 0, "there is a way out again")
    until(lambda: len(shop.healthy() - {node.id for node in hit}) >= 2, "two are healthy")


def prepared(shop: Shop) -> Clients:
    """Have the database in the zone, an instance in each, a row and a key.

    Return clients in the other zone: entered by who has this machine, for without a way out AWS has
    none to them, either.
    """
    if told(shop, "AvailabilityZone") != ZONE:
        shop.region.befall(Fault.FAIL_OVER, "shop-orders")
        until(lambda: told(shop, "AvailabilityZone") == ZONE, "the database is in the zone")
    until(lambda: told(shop, "DBInstanceStatus") == "available", "it is available")
    until(lambda: len(set(zones(shop).values())) == 2, "an instance is open in each zone")
    survivor = next(each for each, zone in zones(shop).items() if zone != ZONE)
    clients = Clients.of(shop, survivor)
    assert clients.sql("create table kept as select 'row' as what") == (0, "")
    assert clients.redis("set kept-here key") == (0, "OK\n")
    return replace(clients, run=shop.enter)


def zones(shop: Shop) -> dict[str, str]:
    """Return the zone of each open instance."""
    opened = set(shop.open())
    return {node.id: node.zone for node in shop.region.nodes() if node.id in opened}


def well(shop: Shop) -> bool:
    """Return whether a page comes, where connections may break off."""
    try:
        return shop.page("/health") == (200, "well\n")
    except OSError:
        return False


def out(clients: Clients) -> int:
    """Return how curl ends that asks for a page of the public balancer."""
    url = clients.shop.outputs["public_url"]
    return clients.run(clients.instance, f"curl -so /dev/null --connect-timeout 3 {url}/health")[0]


def gateway(hit: list[NodeSeen]) -> str:
    """Return the NAT gateway of those that were hit."""
    [found] = [node.id for node in hit if node.kind == "NAT gateway"]
    return found
