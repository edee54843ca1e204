"""A planned move, as an operator sees it: the function plays its part between two looks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

import boto3
import pytest
from moto import mock_aws

from aeolus_cli.errors import UserError
from aeolus_cli.scheduler.lease import LeaseOf
from aeolus_cli.scheduler.promote import Patience, moved
from aeolus_lease.dynamodb import DynamoDbLease
from aeolus_lease.record import Candidate, Lease
from support.lease_table import TABLE, make_table

FIRST, SECOND = "i-1", "i-2"


@pytest.fixture
def lease() -> Iterator[LeaseOf]:
    """prod's lease, which the first of two masters holds."""
    with mock_aws():
        client = boto3.client("dynamodb", region_name="us-east-1")
        make_table(client)
        store = DynamoDbLease(client, TABLE, limit_s=5)
        asyncio.run(store.move(None, Lease(FIRST, 4), mark=None))
        say(store, FIRST)
        say(store, SECOND)
        yield LeaseOf("prod", store)


def say(store: DynamoDbLease, node: str, *, healthy: bool = True, reason: str = "") -> None:
    said_at = store.wall()
    asyncio.run(store.beat(Candidate(node, 1, healthy, reason, "us-east-1a", said_at)))


def meanwhile(happens: Callable[[], None]) -> Patience:
    """Let something happen at the first pause; at any other the test fails."""
    steps = iter([happens])
    return Patience(sleep=lambda _seconds: next(steps)())


def give(lease: LeaseOf, to: str, *, renewed: bool = True) -> None:
    async def move() -> None:
        held = (await lease.store.read()).lease
        assert held
        moved_to = Lease(to, held.epoch + 1, reason="an operator wants it")
        await lease.store.move(held, moved_to, mark=None)
        if renewed:
            await lease.store.renew(moved_to)

    asyncio.run(move())


def test_it_is_over_when_the_other_has_put_the_first_out(lease: LeaseOf) -> None:
    said: list[str] = []
    now = moved(lease, SECOND, said.append, meanwhile(lambda: give(lease, SECOND)))
    assert (now.holder, now.epoch) == (SECOND, 5)
    assert said == ["i-1 is to hand over to i-2"]
    control = lease.read().control
    assert (control.wanted, control.wanted_epoch) == (SECOND, 4)


def test_who_schedules_already_is_left_alone(lease: LeaseOf) -> None:
    said: list[str] = []
    assert moved(lease, FIRST, said.append).epoch == 4
    assert said == ["i-1 has the lease of epoch 4 already"]
    assert lease.read().control.wanted == ""


def test_one_that_is_no_master_is_refused_with_those_that_are(lease: LeaseOf) -> None:
    with pytest.raises(UserError, match="i-9 is no master of prod") as error:
        moved(lease, "i-9", print)
    assert error.value.cure == "masters: i-1, i-2"


def test_one_that_is_not_healthy_is_refused_with_its_reason(lease: LeaseOf) -> None:
    say(lease.store, SECOND, healthy=False, reason="the metastore does not answer")
    with pytest.raises(UserError, match="i-2 cannot schedule: the metastore does not answer"):
        moved(lease, SECOND, print)


def test_what_the_function_refuses_is_told_and_the_wish_is_withdrawn(lease: LeaseOf) -> None:
    def refuse() -> None:
        at = lease.store.wall()
        asyncio.run(lease.store.record(at, "refuse", "", "x wants i-2, but i-2 says nothing"))

    with pytest.raises(UserError, match="i-2 says nothing"):
        moved(lease, SECOND, print, meanwhile(refuse))
    assert lease.read().control.wanted == ""


def test_a_failover_that_came_in_between_is_told(lease: LeaseOf) -> None:
    say(lease.store, "i-3")
    with pytest.raises(UserError, match="i-3 schedules now instead") as error:
        moved(lease, SECOND, print, meanwhile(lambda: give(lease, "i-3")))
    assert error.value.cure == "aeolus scheduler promote prod i-2 asks again"


def test_when_nothing_comes_of_it_the_wish_is_withdrawn(lease: LeaseOf) -> None:
    clock = iter([0.0, 0.0, 1000.0])
    patience = Patience(sleep=lambda _seconds: None, clock=lambda: next(clock))
    with pytest.raises(UserError, match="did not take over within 90 s; the wish is withdrawn"):
        moved(lease, SECOND, print, patience)
    assert lease.read().control.wanted == ""
