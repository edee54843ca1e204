"""What is done about the nodes of a cache."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aeolus_sandbox.services.condition import Condition
from aeolus_sandbox.services.elasticache.cache import Cache, Member
from aeolus_sandbox.services.elasticache.decide import (
    FailOver,
    Follow,
    Promote,
    Seen,
    Start,
    Step,
    decide,
    settled,
)

ADDRESSES = {"one": "10.0.0.1", "two": "10.0.0.2", "three": "10.0.0.3"}
MEMBERS = [Member(name, f"{name}.example.com", "eu-central-1a", "subnet-1") for name in ADDRESSES]
CACHE = Cache("replication-group", "trio", MEMBERS, "one", ["sg-1"], automatic_failover=True)
MANUAL = replace(CACHE, automatic_failover=False)
ALONE = replace(CACHE, members=MEMBERS[:1])

OFF = Seen(Condition.OFF)
PRIMARY = Seen(Condition.WELL, offset=9)
COPY = Seen(Condition.WELL, follows="10.0.0.1", synced=True, offset=9)


def steps(cache: Cache, *seen: Seen, **asked: bool) -> list[Step]:
    """Return what is done about nodes seen like this, in the order of their names."""
    return decide(cache, dict(zip(ADDRESSES, seen, strict=False)), ADDRESSES, **asked)


def test_all_is_well() -> None:
    assert steps(CACHE, PRIMARY, COPY, COPY) == []


def test_at_first_the_primary_starts_then_its_copies() -> None:
    assert steps(CACHE, OFF, OFF, OFF) == [Start("one")]
    assert steps(CACHE, PRIMARY, OFF, OFF) == [Start("two", "one"), Start("three", "one")]


def test_a_replica_that_is_off_is_replaced() -> None:
    assert steps(CACHE, PRIMARY, COPY, OFF) == [Start("three", follow="one")]


def test_a_replica_that_follows_another_is_told_whom_to_follow() -> None:
    astray = replace(COPY, follows="10.0.0.9")
    assert steps(CACHE, PRIMARY, COPY, astray) == [Follow("three", "one")]
    assert steps(CACHE, PRIMARY, COPY, PRIMARY) == [Follow("three", "one")]


def test_the_replica_that_lags_least_takes_over() -> None:
    assert steps(CACHE, OFF, replace(COPY, offset=7), COPY) == [FailOver("three")]


def test_a_replica_that_does_not_answer_never_takes_over() -> None:
    frozen = Seen(Condition.FROZEN, offset=99)
    assert steps(CACHE, OFF, frozen, COPY) == [FailOver("three")]


def test_no_empty_primary_starts_while_a_replica_with_the_data_may_answer_again() -> None:
    silent = Seen(Condition.SILENT, 1.0)
    assert steps(CACHE, OFF, silent, OFF) == []
    assert steps(CACHE, OFF, replace(silent, for_s=30.0), OFF) == [Start("one")]


@pytest.mark.parametrize("condition", [Condition.FROZEN, Condition.CUT, Condition.SILENT])
def test_a_primary_that_may_come_back_is_waited_for(condition: Condition) -> None:
    assert steps(CACHE, Seen(condition, 4.9), COPY, COPY) == []
    assert steps(CACHE, Seen(condition, 30.0), COPY, COPY) == [FailOver("two")]


def test_a_busy_primary_is_waited_for_longest() -> None:
    assert steps(CACHE, Seen(Condition.SILENT, 29.0), COPY, COPY) == []


@pytest.mark.parametrize("condition", [Condition.FROZEN, Condition.CUT, Condition.SILENT])
def test_without_automatic_failover_nothing_takes_over(condition: Condition) -> None:
    assert steps(MANUAL, Seen(condition, 3600.0), COPY, COPY) == []


def test_without_automatic_failover_the_new_primary_first_copies_a_replica() -> None:
    lost = replace(COPY, synced=False)
    assert steps(MANUAL, OFF, lost, OFF) == [Promote("two")]
    assert steps(MANUAL, OFF, PRIMARY, OFF) == [Start("one", follow="two")]
    copying = Seen(Condition.WELL, follows="10.0.0.2")
    assert steps(MANUAL, copying, PRIMARY, OFF) == []
    assert steps(MANUAL, replace(copying, synced=True), PRIMARY, OFF) == [Promote("one")]


def test_a_primary_does_not_wait_for_a_copy_that_is_gone() -> None:
    copying = Seen(Condition.WELL, follows="10.0.0.2")
    assert steps(MANUAL, copying, OFF, OFF) == [Promote("one")]


def test_a_single_node_comes_back_empty_and_is_waited_for_while_it_may_be_there() -> None:
    assert steps(ALONE, OFF) == [Start("one")]
    assert steps(ALONE, Seen(Condition.FROZEN, 3600.0)) == []


def test_a_failover_that_is_asked_for_needs_no_failure() -> None:
    assert steps(CACHE, PRIMARY, COPY, COPY, failover_asked=True) == [FailOver("two")]


def test_it_is_settled_once_every_replica_has_the_data() -> None:
    trio = dict(zip(ADDRESSES, (PRIMARY, COPY, COPY), strict=True))
    assert settled(CACHE, trio)
    assert not settled(CACHE, {**trio, "three": replace(COPY, synced=False)})
    assert not settled(CACHE, {**trio, "three": OFF})
    assert not settled(CACHE, {**trio, "one": COPY})
