"""Attaching the volume, as EC2 answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_agent.insist import NotYetError
from aeolus_agent.single_node.volume import attached, device_of


class Ec2:
    """A volume that goes from state to state, one each time that it is looked at."""

    def __init__(self, *states: Sequence[tuple[str, str]]) -> None:
        """`states` are attachments, by instance and state."""
        self.states = list(states)
        self.asked: list[dict[str, str]] = []
        self.refuses = ""

    def describe_volumes(self, **asked: Any) -> dict[str, Any]:
        """Answer by the first state, and go on."""
        attachments = [{"InstanceId": who, "State": how} for who, how in self.states.pop(0)]
        state = "in-use" if attachments else "available"
        (identifier,) = asked["VolumeIds"]
        return {"Volumes": [{"VolumeId": identifier, "State": state, "Attachments": attachments}]}

    def attach_volume(self, **asked: str) -> None:
        """Keep what was asked for, or refuse it."""
        if self.refuses:
            raise ClientError({"Error": {"Code": self.refuses, "Message": ""}}, "AttachVolume")
        self.asked.append(asked)


def test_a_free_volume_is_attached_and_a_held_one_waited_for() -> None:
    ec2, said = Ec2([("i-old", "attached")], [], [("i-me", "attached")]), list[str]()
    with pytest.raises(NotYetError, match="attached to i-old"):
        attached(ec2, "vol-1", "i-me", said.append)
    assert ec2.asked == []
    attached(ec2, "vol-1", "i-me", said.append)
    attached(ec2, "vol-1", "i-me", said.append)
    assert ec2.asked == [{"VolumeId": "vol-1", "InstanceId": "i-me", "Device": "/dev/sdf"}]
    assert said == ["volume vol-1 is free, and is attached"]


def test_who_comes_second_waits() -> None:
    ec2 = Ec2([])
    ec2.refuses = "VolumeInUse"
    with pytest.raises(NotYetError, match=r"volume vol-1 cannot be attached: .*VolumeInUse"):
        attached(ec2, "vol-1", "i-me", lambda _: None)


def test_a_device_is_found_by_its_volume() -> None:
    assert device_of("vol-0a1b") == Path("/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol0a1b")
