"""Who is to schedule, and the sentence that says why."""

from __future__ import annotations

import pytest

from aeolus_lease.record import Candidate, Control, Lease
from scheduler_failover.decide import Action, Cause, Decision, Standing, View, decide

LEASE = Lease("m1", epoch=4, counter=17)
M1 = Standing(Candidate("m1", 9, True), alive=True)
M2 = Standing(Candidate("m2", 9, True), alive=True)
ILL = Standing(Candidate("m2", 9, False, "the metastore cannot be reached"), alive=True)
SILENT = Standing(Candidate("m2", 9, True), alive=False)
WISH = Control(wanted="m2", wanted_epoch=4, by="arthur")


def test_a_lease_that_is_renewed_is_left_alone() -> None:
    decision = decide(View(LEASE, (M1, M2)))
    assert decision == Decision(Action.LEAVE, "m1 holds the lease and renews it")


def test_the_first_lease_goes_to_a_healthy_master() -> None:
    decision = decide(View(None, (ILL, M1)))
    reason = "no master has been active yet: m1 is healthy"
    assert decision == Decision(Action.PROMOTE, reason, "m1", Cause.FIRST)


@pytest.mark.parametrize(
    ("view", "cause", "reason"),
    [
        (View(LEASE, (M1, M2), lapsed=True), Cause.LAPSED, "m1 did not renew its lease in time"),
        (View(LEASE, (M1, M2), gone=True), Cause.GONE, "the instance of m1 has ended"),
        (
            View(Lease("m1", 4, released=True), (M1, M2)),
            Cause.RELEASED,
            "m1 gave the lease back",
        ),
    ],
)
def test_a_free_lease_goes_to_another_healthy_master(view: View, cause: Cause, reason: str) -> None:
    assert decide(view) == Decision(Action.PROMOTE, f"{reason}: m2 is healthy", "m2", cause)


def test_who_lost_it_may_have_it_again_if_there_is_nobody_else() -> None:
    decision = decide(View(LEASE, (M1, ILL), lapsed=True))
    assert (decision.action, decision.node) == (Action.PROMOTE, "m1")
    gone = decide(View(LEASE, (M1, ILL), gone=True))
    assert gone.action is Action.ALARM, "an instance that has ended says what it said before"


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ((ILL,), "m2 is not healthy (the metastore cannot be reached)"),
        ((SILENT,), "m2 says nothing"),
        (
            (SILENT, SILENT, ILL),
            "m2 is not healthy (the metastore cannot be reached); 2 say nothing",
        ),
        ((), "there is no other master"),
    ],
)
def test_with_nobody_to_take_over_it_says_why(others: tuple[Standing, ...], said: str) -> None:
    decision = decide(View(LEASE, others, lapsed=True))
    assert decision.action is Action.ALARM
    assert decision.reason == (
        f"m1 did not renew its lease in time, and nobody can take over: {said}"
    )


def test_a_paused_failover_leaves_a_free_lease_where_it_is() -> None:
    decision = decide(View(LEASE, (M2,), lapsed=True, control=Control(paused=True)))
    assert decision.action is Action.LEAVE
    assert decision.reason.endswith("but automatic failover is paused")


def test_an_operator_moves_a_healthy_lease_even_while_failover_is_paused() -> None:
    control = Control(paused=True, wanted="m2", wanted_epoch=4, by="arthur")
    decision = decide(View(LEASE, (M1, M2), control=control))
    assert decision == Decision(
        Action.PROMOTE, "arthur wants m2, which is healthy", "m2", Cause.WISH
    )


def test_a_wish_ends_with_its_epoch_and_when_it_is_fulfilled() -> None:
    assert decide(View(Lease("m1", 5), (M1, M2), control=WISH)).action is Action.LEAVE
    assert decide(View(Lease("m2", 4), (M1, M2), control=WISH)).action is Action.LEAVE


@pytest.mark.parametrize(
    ("masters", "said"),
    [
        ((M1,), "arthur wants m2, which is no master here"),
        ((M1, SILENT), "arthur wants m2, but m2 says nothing"),
    ],
)
def test_a_wish_that_cannot_be_is_refused(masters: tuple[Standing, ...], said: str) -> None:
    assert decide(View(LEASE, masters, control=WISH)) == Decision(Action.REFUSE, said)
