"""A node takes its volume when nobody has it, and from nobody."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_agent.single_node.attachment import Step, decide

ME, OTHER = "i-me", "i-other"


def volume(state: str, *attachments: tuple[str, str]) -> dict[str, Any]:
    """Return what DescribeVolumes tells of a volume and its attachments, by instance and state."""
    told = [{"InstanceId": who, "State": how} for who, how in attachments]
    return {"VolumeId": "vol-1", "State": state, "Attachments": told}


def test_a_free_volume_is_attached() -> None:
    assert decide(volume("available"), ME).step is Step.ATTACH
    assert decide(volume("available", (OTHER, "detached")), ME).step is Step.ATTACH


@pytest.mark.parametrize("how", ["attaching", "attached", "busy", "detaching"])
def test_an_old_node_is_waited_for_however_it_holds_the_volume(how: str) -> None:
    decision = decide(volume("in-use", (OTHER, how)), ME)
    assert decision.step is Step.WAIT
    assert decision.reason == f"volume vol-1 is {how} to i-other, which is to end first"


@pytest.mark.parametrize("how", ["attaching", "busy", "detaching"])
def test_its_own_attachment_is_waited_for(how: str) -> None:
    assert decide(volume("in-use", (ME, how)), ME).step is Step.WAIT


def test_what_is_attached_is_not_attached_again() -> None:
    assert decide(volume("in-use", (ME, "attached")), ME).step is Step.DONE


@pytest.mark.parametrize("state", ["creating", "deleting", "deleted", "error"])
def test_a_volume_that_is_none_yet_or_no_more_is_said_to_be_so(state: str) -> None:
    decision = decide(volume(state), ME)
    assert decision.step is Step.WAIT
    assert decision.reason == f"volume vol-1 is {state}"
