"""The function as Lambda invokes it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import boto3
import pytest

from aeolus_lease.record import Candidate, Lease
from support.failover_calls import GROUP, Account, account


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    with account(monkeypatch) as made:
        yield made


def lease(here: Account) -> Lease | None:
    return asyncio.run(here.store.read()).lease


def test_the_first_master_that_reports_schedules(here: Account) -> None:
    first, _ = here.masters
    here.say(first)
    answer = here.invoke({"node": first, "lapsed": None})
    assert (answer["action"], answer["node"]) == ("promote", first)
    held = lease(here)
    assert held
    assert (held.holder, held.epoch, held.reason) == (first, 1, answer["reason"])


def health(node: str) -> str:
    """Return what its group thinks of a master; one that has been ended is ill."""
    [group] = boto3.client("autoscaling").describe_auto_scaling_groups(
        AutoScalingGroupNames=[GROUP]
    )["AutoScalingGroups"]
    found = {each["InstanceId"]: each["HealthStatus"].upper() for each in group["Instances"]}
    return found.get(node, "UNHEALTHY")


def test_a_lease_that_was_given_back_goes_to_who_reports_it_and_its_holder_stays(
    here: Account,
) -> None:
    first, second = here.masters
    here.say(second)
    here.hold(first, released=True)
    answer = here.invoke({"node": second, "lapsed": None})
    assert (answer["action"], answer["node"]) == ("promote", second)
    held = lease(here)
    assert held
    assert (held.holder, held.epoch) == (second, 5)
    assert health(first) == "HEALTHY"


def test_who_let_the_lease_lapse_is_replaced(here: Account) -> None:
    first, second = here.masters
    here.say(second)
    held = here.hold(first)
    lapsed = {"epoch": held.epoch, "counter": held.counter}
    assert here.invoke({"node": second, "lapsed": lapsed})["action"] == "promote"
    assert (health(first), health(second)) == ("UNHEALTHY", "HEALTHY")


def test_it_is_kept_for_who_asks_later(here: Account) -> None:
    first, _ = here.masters
    here.say(first)
    here.invoke({"node": first, "lapsed": None})
    [decision] = asyncio.run(here.store.decisions(5))
    assert (decision.action, decision.node) == ("promote", first)


def test_the_same_report_again_changes_nothing(here: Account) -> None:
    first, second = here.masters
    here.say(second)
    held = here.hold(first)
    lapsed = {"epoch": held.epoch, "counter": held.counter}
    assert here.invoke({"node": second, "lapsed": lapsed})["action"] == "promote"
    asyncio.run(here.store.renew(Lease(second, 5)))
    assert here.invoke({"node": second, "lapsed": lapsed})["action"] != "promote"


def test_where_each_master_schedules_who_falls_silent_is_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with account(monkeypatch, mode="active_active") as here:
        first, second = here.masters
        here.say(first)
        here.say(second)
        begin = asyncio.sleep

        async def sleep(_seconds: float) -> None:
            # Meanwhile the second says something again.
            await here.store.beat(Candidate(second, 2, healthy=True))
            await begin(0)

        monkeypatch.setattr(asyncio, "sleep", sleep)
        answer = here.invoke({"detail-type": "Scheduled Event"})
        assert (answer["action"], answer["node"]) == ("replace", first)
        assert (health(first), health(second)) == ("UNHEALTHY", "HEALTHY")
