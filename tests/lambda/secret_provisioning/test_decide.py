"""What is to be done next, for every state of group and secret."""

from __future__ import annotations

import pytest

from secret_provisioning.decide import FINAL, Action, Mark, View, decide

NONE: frozenset[Mark] = frozenset()
ACCEPTED = frozenset({Mark.ACCEPTED})
BOTH = frozenset({Mark.ACCEPTED, Mark.REQUIRED})


@pytest.mark.parametrize(
    ("marks", "action"),
    [(NONE, Action.ROTATE), (ACCEPTED, Action.SET), (BOTH, Action.DONE)],
)
def test_an_available_group_goes_a_step_on(marks: frozenset[Mark], action: Action) -> None:
    assert decide(View("available", False, marks)).action is action


@pytest.mark.parametrize("marks", [NONE, ACCEPTED, BOTH])
@pytest.mark.parametrize("status", ["creating", "modifying", "snapshotting", "of tomorrow"])
def test_waits_for_a_group_that_is_not_available(status: str, marks: frozenset[Mark]) -> None:
    decision = decide(View(status, False, marks))
    assert decision.action is Action.WAIT
    assert status in decision.reason


@pytest.mark.parametrize("marks", [NONE, ACCEPTED, BOTH])
def test_waits_for_a_change_that_the_status_does_not_tell_of(marks: frozenset[Mark]) -> None:
    assert decide(View("available", True, marks)).action is Action.WAIT


@pytest.mark.parametrize("status", sorted(FINAL))
def test_does_not_wait_for_what_will_never_come(status: str) -> None:
    with pytest.raises(ValueError, match=status):
        decide(View(status, False, NONE))
