"""Rows and keys of the shop: there, kept when their servers die, and for nobody else."""

from __future__ import annotations

import pytest

from aeolus_sandbox.supervisor.seen import Fault
from support.machines import needs_machines, until
from support.shop import Shop
from support.shop_data import Clients

pytestmark = [pytest.mark.sandbox, needs_machines]

TEA = (0, "tea\n")


@pytest.fixture(scope="module")
def clients(shop: Shop) -> Clients:
    """Return the clients of an instance, and have a row."""
    made = Clients.of(shop, shop.one())
    assert made.sql("create table sold as select 'tea' as what") == (0, "")
    return made


def test_rows_in_the_database_by_the_generated_password(clients: Clients) -> None:
    assert clients.sql("select what from sold") == TEA
    assert clients.sql("select ssl from pg_stat_ssl where pid = pg_backend_pid()") == (0, "t\n")
    assert clients.sql("show log_min_duration_statement") == (0, "1234ms\n")


@pytest.mark.parametrize("fault", [Fault.FAIL_OVER, Fault.KILL])
def test_the_database_fails_over_with_its_rows(shop: Shop, clients: Clients, fault: Fault) -> None:
    before = told(shop, "AvailabilityZone")
    shop.region.befall(fault, "shop-orders")
    until(lambda: told(shop, "AvailabilityZone") != before, "it is in the other zone")
    until(lambda: clients.sql("select what from sold") == TEA, "it answers again")
    until(lambda: told(shop, "DBInstanceStatus") == "available", "and is available")


def test_the_database_stops_and_starts_with_its_rows(shop: Shop, clients: Clients) -> None:
    shop.region.befall(Fault.STOP, "shop-orders")
    until(lambda: told(shop, "DBInstanceStatus") == "stopped", "it has stopped")
    assert clients.sql("select 1")[0] == 2, "psql: there is no connection"
    shop.region.befall(Fault.START, "shop-orders")
    until(lambda: told(shop, "DBInstanceStatus") == "available", "it has started")
    assert clients.sql("select what from sold") == TEA


def told(shop: Shop, about: str) -> str:
    """Return what RDS tells about the database."""
    [found] = shop.client("rds").describe_db_instances()["DBInstances"]
    return str(found[about])


def test_a_key_in_the_cache_by_its_token(clients: Clients) -> None:
    assert clients.redis("set basket tea") == (0, "OK\n")
    assert clients.redis("get basket") == TEA


@pytest.mark.parametrize("fault", [Fault.FAIL_OVER, Fault.KILL])
def test_the_cache_keeps_its_keys_when_another_becomes_the_primary(
    shop: Shop, clients: Clients, fault: Fault
) -> None:
    former = primary(shop)
    assert clients.redis(f"set kept {fault}") == (0, "OK\n")
    shop.region.befall(fault, former)
    until(lambda: primary(shop) != former, "a replica has become the primary")
    until(lambda: clients.redis("get kept") == (0, f"{fault}\n"), "it is kept")


def primary(shop: Shop) -> str:
    """Return the cache's primary."""
    [group] = shop.client("elasticache").describe_replication_groups()["ReplicationGroups"]
    members = group["NodeGroups"][0]["NodeGroupMembers"]
    [found] = [each["CacheClusterId"] for each in members if each["CurrentRole"] == "primary"]
    return str(found)


@pytest.mark.parametrize(("output", "port"), [("database", 5432), ("cache", 6379)])
def test_data_is_not_reached_from_the_internet(shop: Shop, output: str, port: int) -> None:
    isolated, host = shop.named("shop-isolated"), shop.outputs[output]
    opened = f"timeout 3 bash -c 'exec 3<>/dev/tcp/{host}/{port}'"
    assert shop.run(isolated, opened)[0] == 0, "its group may"
    ec2 = shop.client("ec2")
    [found] = ec2.describe_security_groups(
        Filters=[{"Name": "group-name", "Values": ["shop-function"]}]
    )["SecurityGroups"]
    attached = ec2.describe_instances(InstanceIds=[isolated])["Reservations"][0]["Instances"][0]
    groups = [each["GroupId"] for each in attached["SecurityGroups"]]
    ec2.modify_instance_attribute(InstanceId=isolated, Groups=[found["GroupId"]])
    try:
        refused = f"for i in 1 2 3 4 5; do {opened} || exit 9; sleep 1; done"
        assert shop.run(isolated, refused)[0] == 9
    finally:
        ec2.modify_instance_attribute(InstanceId=isolated, Groups=groups)
