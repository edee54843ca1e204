"""Which master is replaced by a new machine: at most one, and never for a fault that all have."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aeolus_lease.record import Candidate
from scheduler_failover.decide import Action, Standing
from scheduler_failover.replace import Group, Member, decide_replacement

WELL = Member("i-1", well=True), Member("i-2", well=True)
PAIR = Group(2, WELL)


def standing(node: str, *, alive: bool = True, healthy: bool = True) -> Standing:
    return Standing(Candidate(node, 7, healthy, "" if healthy else "its port is closed"), alive)


def test_each_that_says_how_it_is_stays() -> None:
    decision = decide_replacement(PAIR, [standing("i-1"), standing("i-2", healthy=False)])
    assert decision.action is Action.LEAVE


def test_who_falls_silent_is_replaced_while_another_is_healthy() -> None:
    decision = decide_replacement(PAIR, [standing("i-1", alive=False), standing("i-2")])
    assert (decision.action, decision.node) == (Action.REPLACE, "i-1")
    assert decision.reason == "i-1 says nothing, and i-2 is healthy"


def test_a_fault_that_all_share_is_told_and_replaces_nobody() -> None:
    silent = [standing("i-1", alive=False), standing("i-2", alive=False)]
    assert decide_replacement(PAIR, silent).action is Action.ALARM
    ill = [standing("i-1", healthy=False), standing("i-2", healthy=False)]
    decision = decide_replacement(PAIR, ill)
    assert decision.action is Action.ALARM
    assert "its port is closed" in decision.reason


def test_who_has_said_nothing_yet_may_be_starting() -> None:
    assert decide_replacement(PAIR, [standing("i-2")]).action is Action.LEAVE


def test_nobody_is_replaced_while_another_is() -> None:
    group = Group(3, (*WELL, Member("i-3", well=False)))
    decision = decide_replacement(group, [standing("i-1", alive=False), standing("i-2")])
    assert decision.action is Action.LEAVE
    # Nor while one that is gone has no successor yet.
    decision = decide_replacement(Group(3, WELL), [standing("i-1", alive=False), standing("i-2")])
    assert decision.action is Action.LEAVE


def test_masters_of_long_ago_count_for_nothing() -> None:
    old = standing("i-0", alive=False)
    assert decide_replacement(PAIR, [old, standing("i-1"), standing("i-2")]).action is Action.LEAVE


@given(
    st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans(), st.booleans()), max_size=5),
    st.integers(0, 5),
)
def test_who_is_replaced_is_silent_and_all_others_are_well(
    masters: list[tuple[bool, bool, bool, bool]], wanted: int
) -> None:
    members = tuple(
        Member(f"i-{place}", well=well) for place, (well, _, _, _) in enumerate(masters)
    )
    said = [
        standing(f"i-{place}", alive=alive, healthy=healthy)
        for place, (_, alive, healthy, speaks) in enumerate(masters)
        if speaks
    ]
    decision = decide_replacement(Group(wanted, members), said)
    if decision.action is Action.REPLACE:
        place = int(decision.node.removeprefix("i-"))
        assert not masters[place][1]
        assert all(well for well, _, _, _ in masters)
        assert len(masters) >= max(2, wanted)
