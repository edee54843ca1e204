"""Which names of a cache lead where."""

from __future__ import annotations

from dataclasses import replace

from aeolus_sandbox.services.condition import Condition
from aeolus_sandbox.services.elasticache.cache import Cache, Member
from aeolus_sandbox.services.elasticache.decide import Seen
from aeolus_sandbox.services.elasticache.endpoints import endpoints

ADDRESSES = {"one": "10.0.0.1", "two": "10.0.0.2", "three": "10.0.0.3"}
MEMBERS = [Member(name, f"{name}.example.com", "eu-central-1a", "subnet-1") for name in ADDRESSES]
CACHE = Cache("replication-group", "trio", MEMBERS, "two", ["sg-1"], "primary", "reader")
WELL, OFF = Seen(Condition.WELL), Seen(Condition.OFF)


def leads(cache: Cache, *seen: Seen) -> dict[str, list[str]]:
    """Return where names lead, as text, with nodes seen like this."""
    found = endpoints(cache, dict(zip(ADDRESSES, seen, strict=False)), ADDRESSES)
    return {host: [str(one) for one in addresses] for host, addresses in found.items()}


def test_the_primarys_name_leads_to_it_and_the_readers_to_the_others() -> None:
    found = leads(CACHE, WELL, WELL, WELL)
    assert found["primary"] == ["10.0.0.2"]
    assert found["reader"] == ["10.0.0.1", "10.0.0.3"]


def test_readers_are_not_sent_to_who_does_not_answer() -> None:
    assert leads(CACHE, WELL, WELL, OFF)["reader"] == ["10.0.0.1"]


def test_without_a_replica_readers_are_sent_to_the_primary() -> None:
    assert leads(CACHE, OFF, WELL, OFF)["reader"] == ["10.0.0.2"]


def test_a_node_has_its_own_name_whatever_became_of_it() -> None:
    assert leads(CACHE, OFF, WELL, WELL)["one.example.com"] == ["10.0.0.1"]


def test_a_cluster_by_itself_has_no_other_name() -> None:
    alone = replace(CACHE, members=MEMBERS[:1], primary="one", primary_host="", reader_host="")
    assert leads(alone, WELL) == {"one.example.com": ["10.0.0.1"]}
