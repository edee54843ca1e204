"""What is done about a machine."""

from __future__ import annotations

import pytest

from aeolus_sandbox.machines.machine import State
from aeolus_sandbox.services.instances.decide import Step, decide


def test_a_pending_instance_is_booted() -> None:
    assert decide("pending", State.OFF, booted=False) is Step.BOOT


def test_one_that_was_booted_before_its_region_knew_is_taken_note_of() -> None:
    assert decide("pending", State.RUNNING, booted=True) is Step.BOOT


@pytest.mark.parametrize("machine", [State.RUNNING, State.FROZEN])
def test_a_running_instance_whose_machine_is_on_is_left_alone(machine: State) -> None:
    assert decide("running", machine, booted=True) is None


def test_one_whose_machine_went_off_by_itself_is_told_of() -> None:
    assert decide("running", State.OFF, booted=True) is Step.NOTE_OFF


@pytest.mark.parametrize("state", ["stopping", "shutting-down"])
@pytest.mark.parametrize("machine", [State.RUNNING, State.FROZEN])
def test_what_is_to_end_is_shut_down_first(state: str, machine: State) -> None:
    assert decide(state, machine, booted=True) is Step.SHUT_DOWN


@pytest.mark.parametrize("state", ["stopping", "shutting-down"])
@pytest.mark.parametrize("booted", [True, False])
def test_and_then_ends(state: str, booted: bool) -> None:
    assert decide(state, State.OFF, booted=booted) is Step.FORGET


def test_a_stopped_instance_stays_off() -> None:
    assert decide("stopped", State.OFF, booted=True) is None
