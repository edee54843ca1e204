"""What is done about the server of a DB instance."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aeolus_sandbox.services.condition import Condition
from aeolus_sandbox.services.rds.database import Database, Site
from aeolus_sandbox.services.rds.decide import RECOVERY_S, Asked, Seen, Step, decide

HERE, THERE = Site("eu-central-1a", "subnet-a"), Site("eu-central-1b", "subnet-b")
ALONE = Database(
    resource="db-A",
    id="shop",
    arn="arn:aws:rds:eu-central-1:123456789012:db:shop",
    host="shop.example",
    port=5432,
    site=HERE,
    standby=None,
    security_groups=["sg-1"],
    public=False,
    name="shop",
    user="keeper",
    password="secret",
    parameter_group="ours",
    parameters={},
)
PAIR = replace(ALONE, standby=THERE)
WELL, ENDED = Seen(Condition.WELL), Seen(Condition.OFF, meant=True)
KILLED = Seen(Condition.OFF)


def test_it_is_started_when_it_is_new_or_was_stopped() -> None:
    assert decide(ALONE, ENDED) is Step.START
    assert decide(PAIR, ENDED) is Step.START


def test_it_is_stopped_when_it_is_told_to_and_stays_so() -> None:
    stopped = replace(ALONE, stopped=True)
    assert decide(stopped, WELL) is Step.STOP
    assert decide(stopped, KILLED) is Step.STOP
    assert decide(stopped, ENDED) is None


def test_what_is_well_is_left_alone() -> None:
    assert decide(ALONE, WELL) is None
    assert decide(PAIR, WELL) is None


def test_it_is_rebooted_when_asked_for() -> None:
    assert decide(ALONE, WELL, Asked.REBOOT) is Step.REBOOT
    assert decide(PAIR, WELL, Asked.REBOOT) is Step.REBOOT


def test_a_failover_needs_a_standby() -> None:
    assert decide(PAIR, WELL, Asked.FAILOVER) is Step.FAIL_OVER
    assert decide(ALONE, WELL, Asked.FAILOVER) is Step.REBOOT


@pytest.mark.parametrize("condition", [one for one in Condition if one is not Condition.WELL])
def test_a_standby_takes_over_from_what_has_failed(condition: Condition) -> None:
    assert decide(PAIR, Seen(condition, for_s=60)) is Step.FAIL_OVER


def test_a_standby_waits_for_what_may_answer_again() -> None:
    assert decide(PAIR, Seen(Condition.FROZEN, for_s=1)) is None
    assert decide(PAIR, Seen(Condition.SILENT, for_s=1)) is None


def test_without_a_standby_its_host_is_recovered_after_a_while() -> None:
    assert decide(ALONE, KILLED) is None
    assert decide(ALONE, Seen(Condition.OFF, for_s=RECOVERY_S)) is Step.RECOVER


def test_without_a_standby_nothing_ends_what_is_frozen_or_cut_off() -> None:
    assert decide(ALONE, Seen(Condition.FROZEN, for_s=600)) is None
    assert decide(ALONE, Seen(Condition.CUT, for_s=600)) is None
