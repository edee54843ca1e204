"""Volumes, and what to do about the device of one."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum
from itertools import count

GIB = 2**30


@dataclass(frozen=True)
class Attachment:
    """Where a volume is attached, or about to leave: the instance, and the name asked for."""

    instance_id: str
    device: str
    detaching: bool = False
    force: bool = False


@dataclass(frozen=True)
class Volume:
    """A volume of EC2's list."""

    volume_id: str
    size_bytes: int
    snapshot_id: str | None = None
    attachment: Attachment | None = None

    @property
    def serial_number(self) -> str:
        """The serial number of its NVMe device (Amazon EBS User Guide, "Identify the device")."""
        return self.volume_id.replace("-", "")


class Step(StrEnum):
    """What brings a volume and its device together."""

    APPEAR = "appear"
    VANISH = "vanish"
    STAY = "stay: it is in use"
    RELEASE = "release"


def decide(volume: Volume, *, machine: bool, shown: bool, exists: bool, busy: bool) -> Step | None:
    """Return what to do about the device of a volume.

    `machine` tells whether its instance's machine runs, `shown` whether that has the device since
    its last boot, `exists` whether there is a device, `busy` whether something has it mounted.
    """
    attachment = volume.attachment
    if attachment is None:
        return Step.RELEASE if exists else None
    if attachment.detaching:
        return Step.STAY if busy and not attachment.force else Step.VANISH
    if machine and not shown:
        return Step.APPEAR
    return None


def free_number(taken: Container[int]) -> int:
    """Return the number of the next NVMe device of an instance; number 0 is its root volume."""
    return next(number for number in count(1) if number not in taken)
