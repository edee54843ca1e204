"""The function as Lambda invokes it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence

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


@pytest.fixture
def each_schedules(monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    """Two masters of which each schedules; only the first has said something yet, long ago."""
    with account(monkeypatch, mode="active_active") as made:
        first, _ = made.masters
        asyncio.run(made.store.beat(Candidate(first, 7, healthy=True)))
        yield made


def meanwhile(monkeypatch: pytest.MonkeyPatch, here: Account, *words: Sequence[Candidate]) -> None:
    """Have masters say something while the function looks away, each time something else."""
    begin, said = asyncio.sleep, iter(words)

    async def sleep(_seconds: float) -> None:
        for each in next(said, ()):
            await here.store.beat(each)
        await begin(0)

    monkeypatch.setattr(asyncio, "sleep", sleep)


SCHEDULE = {"detail-type": "Scheduled Event"}


def test_where_each_master_schedules_who_falls_silent_is_replaced(
    monkeypatch: pytest.MonkeyPatch, each_schedules: Account
) -> None:
    first, second = each_schedules.masters
    each_schedules.say(second)
    meanwhile(monkeypatch, each_schedules, [Candidate(second, 2, healthy=True)])
    answer = each_schedules.invoke(SCHEDULE)
    assert (answer["action"], answer["node"]) == ("replace", first)
    assert (health(first), health(second)) == ("UNHEALTHY", "HEALTHY")


@pytest.mark.parametrize("beat", [8, 1], ids=["it goes on", "its agent starts anew"])
def test_neither_one_whose_first_word_comes_meanwhile_is_silent_nor_the_other(
    monkeypatch: pytest.MonkeyPatch, each_schedules: Account, beat: int
) -> None:
    first, second = each_schedules.masters
    words = [Candidate(first, beat, healthy=True), Candidate(second, 1, healthy=True)]
    meanwhile(monkeypatch, each_schedules, words)
    assert each_schedules.invoke(SCHEDULE)["action"] == "leave"


def test_one_that_is_slow_to_say_its_next_word_stays(
    monkeypatch: pytest.MonkeyPatch, each_schedules: Account
) -> None:
    first, second = each_schedules.masters
    other = [Candidate(second, 1, healthy=True)]
    meanwhile(monkeypatch, each_schedules, other, other, [Candidate(first, 8, healthy=True)])
    assert each_schedules.invoke(SCHEDULE)["action"] == "leave"
