"""What becomes of volumes, from EC2's calls to whoever has the block devices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Detaching:
    """A volume that is to leave its instance; `finish` makes EC2 say that it has."""

    finish: Callable[[], object]
    force: bool


@dataclass
class BlockDevices:
    """Where machines run, a volume is attaching and detaching until its device has come or gone.

    `present` says whether volumes are block devices here. `detaching` holds the volumes that are to
    leave their instances, by their ids; `snapshot` keeps what a volume holds, given the ids of the
    volume and of the snapshot.
    """

    present: bool = False
    detaching: dict[str, Detaching] = field(default_factory=dict)
    snapshot: Callable[[str, str], None] = lambda volume_id, snapshot_id: None


block_devices = BlockDevices()
