"""The lease in a DynamoDB table: conditional writes, strongly consistent reads.

Key `of` and `name`: `scheduler` holds `lease` and `control`, `master` what each master says, by
its instance id, `decision` what the function did, by when.

Amazon DynamoDB Developer Guide, "Condition expressions": a write whose condition does not hold
changes nothing; "Read consistency": a consistent read sees every write before it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from botocore.exceptions import ClientError

from .calls import answered
from .items import (
    Item,
    candidate_of,
    control_of,
    decided_of,
    item,
    lease_of,
    plain,
    written,
)
from .keys import HASH_KEY, RANGE_KEY, TTL_ATTRIBUTE
from .record import Candidate, Control, Decided, Lease, Mark
from .store import ConflictError, State, UnavailableError

T = TypeVar("T")

SCHEDULER, MASTER = "scheduler", "master"
LEASE, CONTROL = "lease", "control"
DECISION = "decision"
KEPT_S = 90 * 86400
"""A decision."""
SAID_S = 86400
"""What a master has said last: when it has long been replaced, nobody asks for it."""
_CONFLICT = "ConditionalCheckFailedException"
_HELD = "holder = :holder AND epoch = :epoch AND released = :no"


@dataclass(frozen=True)
class DynamoDbLease:
    """The table; `client` is boto3's, `limit_s` the longest that a call may take.

    `wall` is a clock for people.
    """

    client: Any
    table: str
    limit_s: float
    wall: Callable[[], float] = time.time

    async def read(self) -> State:
        """Return the lease, and what operators want."""
        found = {each["name"]: each for each in await self._query(SCHEDULER)}
        control = found.get(CONTROL)
        return State(
            lease_of(found[LEASE]) if LEASE in found else None,
            control_of(control) if control else Control(),
        )

    async def renew(self, held: Lease) -> Lease:
        """Count the lease up. Raises ConflictError unless it is `held`'s holder's, of its epoch."""
        answer = await self._call(
            self.client.update_item,
            Key=_key(SCHEDULER, LEASE),
            UpdateExpression="SET #counter = #counter + :one, renewed_at = :now",
            ConditionExpression=_HELD,
            ExpressionAttributeNames={"#counter": "counter"},
            ExpressionAttributeValues=written(
                {**_holding(held), ":one": 1, ":now": repr(self.wall())}
            ),
            ReturnValues="ALL_NEW",
        )
        return lease_of(plain(answer["Attributes"]))

    async def release(self, held: Lease) -> None:
        """Say that it is free. Raises ConflictError unless it is the holder's, of its epoch."""
        await self._call(
            self.client.update_item,
            Key=_key(SCHEDULER, LEASE),
            UpdateExpression="SET released = :yes",
            ConditionExpression=_HELD,
            ExpressionAttributeValues=written({**_holding(held), ":yes": True}),
        )

    async def move(self, seen: Lease | None, to: Lease, *, mark: Mark | None) -> None:
        """Give it to another. Raises ConflictError unless it is as the caller has seen it."""
        condition: dict[str, Any] = {"ConditionExpression": "attribute_not_exists(epoch)"}
        if seen is not None:
            condition = {
                "ConditionExpression": "epoch = :epoch",
                "ExpressionAttributeValues": written({":epoch": seen.epoch}),
            }
        if seen is not None and mark is not None:
            condition = {
                "ConditionExpression": "epoch = :epoch AND #counter = :counter",
                "ExpressionAttributeNames": {"#counter": "counter"},
                "ExpressionAttributeValues": written(
                    {":epoch": seen.epoch, ":counter": mark.counter}
                ),
            }
        await self._call(self.client.put_item, Item=item(SCHEDULER, LEASE, vars(to)), **condition)

    async def beat(self, candidate: Candidate) -> None:
        """Keep what a master says of itself."""
        said = {key: value for key, value in vars(candidate).items() if key != "node"}
        said[TTL_ATTRIBUTE] = int(candidate.said_at + SAID_S)
        await self._call(self.client.put_item, Item=item(MASTER, candidate.node, said))

    async def candidates(self) -> Sequence[Candidate]:
        """Return what masters have said last."""
        return [candidate_of(each) for each in await self._query(MASTER)]

    async def wish(self, control: Control) -> None:
        """Keep what an operator wants."""
        await self._call(self.client.put_item, Item=item(SCHEDULER, CONTROL, vars(control)))

    async def record(self, at: float, action: str, node: str, reason: str) -> None:
        """Keep a decision for `KEPT_S`, for `aeolus scheduler history`."""
        told = {"action": action, "node": node, "reason": reason, TTL_ATTRIBUTE: int(at + KEPT_S)}
        await self._call(self.client.put_item, Item=item(DECISION, f"{at:.3f}", told))

    async def decisions(self, limit: int) -> Sequence[Decided]:
        """Return what the function decided last, the latest first."""
        found = await self._query(DECISION, ScanIndexForward=False, Limit=limit)
        return [decided_of(each) for each in found]

    async def _query(self, of: str, **more: Any) -> list[dict[str, Any]]:
        answer = await self._call(
            self.client.query,
            KeyConditionExpression="#of = :of",
            ExpressionAttributeNames={"#of": HASH_KEY},
            ExpressionAttributeValues=written({":of": of}),
            ConsistentRead=True,
            **more,
        )
        return [plain(each) for each in answer["Items"]]

    async def _call(self, operation: Callable[..., T], **arguments: Any) -> T:
        """Return what an operation answers. Raises ConflictError where its condition fails."""
        asked = {"TableName": self.table, **arguments}
        try:
            return await answered("DynamoDB", self.limit_s, operation, **asked)
        except UnavailableError as error:
            cause = error.__cause__
            if isinstance(cause, ClientError) and cause.response["Error"]["Code"] == _CONFLICT:
                raise ConflictError from None
            raise


def _holding(held: Lease) -> dict[str, Any]:
    return {":holder": held.holder, ":epoch": held.epoch, ":no": False}


def _key(of: str, name: str) -> Item:
    return written({HASH_KEY: of, RANGE_KEY: name})
