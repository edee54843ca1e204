"""Caches that run: asked by their names, refused to strangers, failing over and gone."""

from __future__ import annotations

import pytest

from aeolus_sandbox.machines.appliance import Appliance
from sandbox.services.elasticache.conftest import Place, ask
from support.machines import needs_machines, until
from support.services import CA

pytestmark = [pytest.mark.sandbox, needs_machines]

TOKEN, NEXT = "the-first-token-of-all", "the-token-that-is-next"
POLICY = {"ParameterName": "maxmemory-policy", "ParameterValue": "allkeys-lfu"}
NONSENSE = {"ParameterName": "close-on-slave-write", "ParameterValue": "yes"}


@pytest.fixture(scope="module")
def host(place: Place) -> str:
    """Return the primary endpoint of an encrypted group with a token, a replica and parameters."""
    elasticache = place.client("elasticache")
    elasticache.create_cache_parameter_group(
        CacheParameterGroupName="ours", CacheParameterGroupFamily="valkey8", Description="Ours"
    )
    elasticache.modify_cache_parameter_group(
        CacheParameterGroupName="ours", ParameterNameValues=[POLICY, NONSENSE]
    )
    return place.create(
        "sessions",
        2,
        AutomaticFailoverEnabled=True,
        TransitEncryptionEnabled=True,
        AuthToken=TOKEN,
        CacheParameterGroupName="ours",
    )


def test_a_client_with_the_token_reads_what_it_wrote(client: Appliance, host: str) -> None:
    assert ask(client, host, "SET", "a", "1", token=TOKEN).stdout.strip() == "OK"
    assert ask(client, host, "GET", "a", token=TOKEN).stdout.strip() == "1"


def test_a_wrong_token_no_token_and_plain_text_are_refused(client: Appliance, host: str) -> None:
    assert "WRONGPASS" in ask(client, host, "GET", "a", token=NEXT).stderr
    assert "NOAUTH" in ask(client, host, "GET", "a").stdout
    plain = ask(client, host, "PING", token=TOKEN, tls=False)
    assert "PONG" not in plain.stdout
    assert plain.status


def test_its_certificate_is_for_each_of_its_names(
    place: Place, client: Appliance, host: str
) -> None:
    shard = place.shard("sessions")
    nodes = [one["ReadEndpoint"]["Address"] for one in shard["NodeGroupMembers"]]
    for name in (host, shard["ReaderEndpoint"]["Address"], *nodes):
        verify = ["-CAfile", CA, "-verify_return_error", "-verify_hostname", name]
        greeted = client.run(["openssl", "s_client", "-connect", f"{name}:6379", *verify])
        assert "Verify return code: 0 (ok)" in greeted.stdout, name


def test_who_may_not_reach_it_waits_in_vain(place: Place, host: str) -> None:
    stranger = place.someone("stranger", place.strangers)
    gave_up = 124  # timeout(1)
    assert ask(stranger, host, "PING", token=TOKEN).status == gave_up


def test_what_elasticache_keeps_to_itself_is_refused(client: Appliance, host: str) -> None:
    for command in (["CONFIG", "GET", "save"], ["REPLICAOF", "NO", "ONE"], ["SHUTDOWN"]):
        assert "NOPERM" in ask(client, host, *command, token=TOKEN).stdout


def test_nodes_stand_in_two_zones_and_readers_get_what_was_written(
    place: Place, client: Appliance, host: str
) -> None:
    assert [place.node(f"sessions-00{n}").zone[-1] for n in (1, 2)] == ["a", "b"]
    ask(client, host, "SET", "b", "2", token=TOKEN)
    reader = place.shard("sessions")["ReaderEndpoint"]["Address"]
    until(
        lambda: ask(client, reader, "GET", "b", token=TOKEN).stdout.strip() == "2",
        "the replica has the key",
    )
    assert "READONLY" in ask(client, reader, "SET", "b", "3", token=TOKEN).stdout


def test_parameters_are_applied_and_what_valkey_does_not_know_is_told(
    place: Place, host: str
) -> None:
    server = place.server("sessions-001")
    assert server.ask("CONFIG", "GET", "maxmemory-policy") == ["maxmemory-policy", "allkeys-lfu"]
    assert "close-on-slave-write" in place.world.log.path.read_text()
    place.client("elasticache").reset_cache_parameter_group(
        CacheParameterGroupName="ours", ParameterNameValues=[POLICY]
    )
    until(
        lambda: (
            server.ask("CONFIG", "GET", "maxmemory-policy") == ["maxmemory-policy", "volatile-lru"]
        ),
        "AWS's default is back",
    )


def test_a_rotated_token_is_accepted_beside_the_former_until_it_is_set(
    place: Place, client: Appliance, host: str
) -> None:
    def accepted(token: str) -> bool:
        return ask(client, host, "PING", token=token).stdout.strip() == "PONG"

    def update(strategy: str) -> None:
        place.client("elasticache").modify_replication_group(
            ReplicationGroupId="sessions",
            AuthToken=NEXT,
            AuthTokenUpdateStrategy=strategy,
            ApplyImmediately=True,
        )

    update("ROTATE")
    until(lambda: accepted(NEXT), "the next is accepted")
    assert accepted(TOKEN)
    update("SET")
    until(lambda: not accepted(TOKEN), "the former is refused")
    assert accepted(NEXT)


def test_a_replica_takes_over_from_a_primary_that_loses_its_power(
    place: Place, client: Appliance, host: str
) -> None:
    assert ask(client, host, "SET", "kept", "yes", token=NEXT).stdout.strip() == "OK"
    assert ask(client, host, "WAIT", "1", "2000", token=NEXT).stdout.strip() == "1"
    place.node("sessions-001").kill()
    until(lambda: place.primary("sessions") == "sessions-002", "roles change")
    until(
        lambda: ask(client, host, "SET", "after", "1", token=NEXT).stdout.strip() == "OK",
        "the name leads to who takes writes",
    )
    assert ask(client, host, "GET", "kept", token=NEXT).stdout.strip() == "yes"
    place.await_available("sessions")
    assert place.node("sessions-001").state == "running"


def test_a_failover_can_be_asked_for(place: Place, client: Appliance, host: str) -> None:
    before = place.primary("sessions")
    place.client("elasticache").test_failover(ReplicationGroupId="sessions", NodeGroupId="0001")
    until(lambda: place.primary("sessions") != before, "roles change")
    until(
        lambda: ask(client, host, "GET", "kept", token=NEXT).stdout.strip() == "yes",
        "the other has the data",
    )
    place.await_available("sessions")


def test_a_frozen_primary_is_replaced(place: Place, host: str) -> None:
    before = place.primary("sessions")
    place.node(before).freeze()
    until(lambda: place.primary("sessions") != before, "roles change")
    until(lambda: place.node(before).state == "running", "another is in its place")
    place.await_available("sessions")


def test_a_primary_that_is_cut_off_is_replaced(place: Place, host: str) -> None:
    before = place.primary("sessions")
    place.world.network.cut(place.node(before).owner)
    until(lambda: place.primary("sessions") != before, "roles change")
    place.world.network.heal(place.node(before).owner)
    place.await_available("sessions")


def test_a_replica_that_is_added_has_the_data_and_one_that_is_removed_ends(
    place: Place, client: Appliance, host: str
) -> None:
    elasticache = place.client("elasticache")
    elasticache.increase_replica_count(
        ReplicationGroupId="sessions", NewReplicaCount=2, ApplyImmediately=True
    )
    until(lambda: "sessions-003" in ids(place), "there is a third")
    place.await_available("sessions")
    members = place.shard("sessions")["NodeGroupMembers"]
    third = members[2]["ReadEndpoint"]["Address"]
    until(
        lambda: ask(client, third, "GET", "kept", token=NEXT).stdout.strip() == "yes",
        "it has the data",
    )
    elasticache.decrease_replica_count(
        ReplicationGroupId="sessions", NewReplicaCount=1, ApplyImmediately=True
    )
    until(lambda: place.world.network.addresses(third) == (), "its name is gone")
    assert "sessions-003" not in ids(place)


def ids(place: Place) -> list[str]:
    """Return which nodes there are."""
    return [node.id for node in place.caches.nodes()]


def test_who_is_no_longer_let_in_by_a_security_group_waits_in_vain(
    place: Place, client: Appliance, host: str
) -> None:
    def let_in_by(group: str) -> bool:
        place.client("elasticache").modify_replication_group(
            ReplicationGroupId="sessions", SecurityGroupIds=[group]
        )
        place.await_available("sessions")
        return ask(client, host, "PING", token=NEXT).stdout.strip() == "PONG"

    until(lambda: not let_in_by(place.strangers), "the way is closed")
    until(lambda: let_in_by(place.cached), "the way is open again")


def test_what_is_deleted_ends_and_has_no_name(place: Place, client: Appliance, host: str) -> None:
    elasticache = place.client("elasticache")
    elasticache.delete_replication_group(ReplicationGroupId="sessions")
    until(
        lambda: elasticache.describe_replication_groups()["ReplicationGroups"] == [],
        "the API has forgotten it",
    )
    assert [node.id for node in place.caches.nodes() if "sessions" in node.id] == []
    assert place.world.network.addresses(host) == ()
