"""The lease's conditions, as DynamoDB keeps them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError
from botocore.stub import Stubber
from moto import mock_aws

from aeolus_lease.dynamodb import DynamoDbLease
from aeolus_lease.record import Candidate, Control, Lease, Mark
from aeolus_lease.store import ConflictError, State, UnavailableError
from support.lease_table import TABLE, make_table

FIRST = Lease("m1", 1, reason="no master has been active yet", moved_at=1.5)


def client() -> Any:
    return boto3.client(
        "dynamodb", region_name="us-east-1", aws_access_key_id="t", aws_secret_access_key="t"
    )


@pytest.fixture
def store() -> Iterator[DynamoDbLease]:
    with mock_aws():
        made = client()
        make_table(made)
        yield DynamoDbLease(made, TABLE, limit_s=5)


def read(store: DynamoDbLease) -> Lease:
    lease = asyncio.run(store.read()).lease
    assert lease is not None
    return lease


def move(store: DynamoDbLease, seen: Lease | None, to: Lease, mark: Mark | None = None) -> None:
    asyncio.run(store.move(seen, to, mark=mark))


def test_a_new_table_holds_nothing(store: DynamoDbLease) -> None:
    assert asyncio.run(store.read()) == State(None, Control())
    assert asyncio.run(store.candidates()) == []


def test_of_two_who_make_the_first_lease_one_does(store: DynamoDbLease) -> None:
    move(store, None, FIRST)
    with pytest.raises(ConflictError):
        move(store, None, Lease("m2", 1))
    assert read(store) == FIRST


def test_a_renewal_counts(store: DynamoDbLease) -> None:
    move(store, None, FIRST)
    renewed = asyncio.run(store.renew(FIRST))
    # Who holds it need not know what the counter is by now: one answer may have been lost.
    again = asyncio.run(store.renew(FIRST))
    assert (renewed.mark, again.mark) == (Mark(1, 1), Mark(1, 2))
    assert read(store) == again


@pytest.mark.parametrize("not_held", [Lease("m2", 1), Lease("m1", 2)])
def test_who_does_not_hold_it_neither_renews_nor_releases(
    store: DynamoDbLease, not_held: Lease
) -> None:
    move(store, None, FIRST)
    with pytest.raises(ConflictError):
        asyncio.run(store.renew(not_held))
    with pytest.raises(ConflictError):
        asyncio.run(store.release(not_held))
    assert read(store) == FIRST


def test_one_that_was_given_back_is_not_renewed(store: DynamoDbLease) -> None:
    move(store, None, FIRST)
    asyncio.run(store.release(FIRST))
    assert read(store).released
    with pytest.raises(ConflictError):
        asyncio.run(store.renew(FIRST))


def test_it_moves_only_from_the_state_that_was_seen(store: DynamoDbLease) -> None:
    move(store, None, FIRST)
    asyncio.run(store.renew(FIRST))
    with pytest.raises(ConflictError):
        move(store, FIRST, Lease("m2", 2), FIRST.mark)
    move(store, FIRST, Lease("m2", 2), Mark(1, 1))
    assert read(store) == Lease("m2", 2)
    with pytest.raises(ConflictError):
        move(store, FIRST, Lease("m3", 2))


def test_it_moves_from_any_state_of_an_epoch_if_no_mark_is_given(store: DynamoDbLease) -> None:
    move(store, None, FIRST)
    asyncio.run(store.renew(FIRST))
    move(store, FIRST, Lease("m2", 2))
    assert read(store).holder == "m2"


def test_what_masters_and_operators_say_is_kept(store: DynamoDbLease) -> None:
    said = Candidate("m1", 3, False, "it is ill", "us-east-1a", 7.25)
    asyncio.run(store.beat(Candidate("m1", 2, True)))
    asyncio.run(store.beat(said))
    wish = Control(True, "m2", 4, "arthur")
    asyncio.run(store.wish(wish))
    assert asyncio.run(store.candidates()) == [said]
    assert asyncio.run(store.read()).control == wish


def test_reads_see_every_write_before_them() -> None:
    made = client()
    with Stubber(made) as stub:
        expected = {
            "TableName": TABLE,
            "KeyConditionExpression": "#of = :of",
            "ExpressionAttributeNames": {"#of": "of"},
            "ExpressionAttributeValues": {":of": {"S": "scheduler"}},
            "ConsistentRead": True,
        }
        stub.add_response("query", {"Items": []}, expected)
        asyncio.run(DynamoDbLease(made, TABLE, 5).read())


def test_what_does_not_answer_is_unavailable() -> None:
    made = client()
    with Stubber(made) as stub:
        stub.add_client_error("query", "ProvisionedThroughputExceededException", "slow down")
        with pytest.raises(UnavailableError, match="slow down"):
            asyncio.run(DynamoDbLease(made, TABLE, 5).read())

    class Nobody:
        def query(self, **_: object) -> None:
            raise EndpointConnectionError(endpoint_url="https://dynamodb")

    with pytest.raises(UnavailableError, match="does not answer"):
        asyncio.run(DynamoDbLease(Nobody(), TABLE, 5).read())
