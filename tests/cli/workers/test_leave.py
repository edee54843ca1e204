"""A worker leaves by a command on it, and is ended when that has succeeded; a deadline is told."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_cli.aws.run_command import LOOK_S
from aeolus_cli.errors import UserError
from aeolus_cli.workers.leave import DRAIN, Departure


class InvalidInstanceId(Exception):
    pass


class InvocationDoesNotExist(Exception):
    pass


class Ssm:
    """Systems Manager, which tells these of a command, one at each look."""

    class exceptions:
        InvalidInstanceId = InvalidInstanceId
        InvocationDoesNotExist = InvocationDoesNotExist

    def __init__(self, *told: dict[str, Any] | None, unknown: bool = False) -> None:
        self.told, self.unknown = list(told), unknown
        self.sent: dict[str, Any] = {}

    def send_command(self, **asked: Any) -> dict[str, Any]:
        if self.unknown:
            raise InvalidInstanceId
        self.sent = asked
        return {"Command": {"CommandId": "c-1"}}

    def get_command_invocation(self, **asked: Any) -> dict[str, Any]:
        assert asked == {"CommandId": "c-1", "InstanceId": "i-1"}
        told = self.told.pop(0)
        if told is None:
            raise InvocationDoesNotExist
        return told


def drained(ssm: Ssm) -> tuple[bool, int]:
    looks, pauses = list[int](), list[float]()
    done = Departure(ssm, None, pauses.append).drain("i-1", 7200, lambda: looks.append(1))
    assert set(pauses) == {LOOK_S}
    return done, len(looks)


def test_it_is_waited_for_until_it_has_drained() -> None:
    ssm = Ssm(None, {"Status": "Pending"}, {"Status": "InProgress"}, {"Status": "Success"})
    assert drained(ssm) == (True, 2)
    assert ssm.sent["InstanceIds"] == ["i-1"]
    assert ssm.sent["Parameters"] == {"commands": [DRAIN], "executionTimeout": ["7200"]}


@pytest.mark.parametrize(
    "told",
    [{"Status": "TimedOut"}, {"Status": "Failed", "StatusDetails": "ExecutionTimedOut"}],
)
def test_after_the_deadline_it_is_given_up(told: dict[str, Any]) -> None:
    assert drained(Ssm({"Status": "InProgress"}, told)) == (False, 1)


def test_what_the_node_says_is_told() -> None:
    failed = {"Status": "Failed", "StandardErrorContent": "a\ndrain: no such credential\n"}
    with pytest.raises(UserError) as error:
        drained(Ssm(failed))
    assert error.value.lines() == [
        "i-1 could not be drained: Failed",
        "  a",
        "  drain: no such credential",
    ]


def test_one_that_nobody_reaches_is_told() -> None:
    with pytest.raises(UserError, match="i-1 cannot be reached by Systems Manager"):
        Departure(Ssm(unknown=True), None).drain("i-1", 60, lambda: None)


@pytest.mark.parametrize("fewer", [True, False])
def test_it_is_ended_and_another_comes_unless_fewer_are_wanted(fewer: bool) -> None:
    asked: list[dict[str, Any]] = []

    class AutoScaling:
        def terminate_instance_in_auto_scaling_group(self, **given: Any) -> None:
            asked.append(given)

    Departure(None, AutoScaling()).end("i-1", fewer=fewer)
    assert asked == [{"InstanceId": "i-1", "ShouldDecrementDesiredCapacity": fewer}]
