"""The command `attach-volume`: the data volume, attached, whole, and ready to be mounted."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from aeolus_agent import places
from aeolus_agent.aws import client
from aeolus_agent.insist import NotYetError, insist_aloud
from aeolus_agent.instance import instance_id
from aeolus_agent.saying import say, tell

from .attachment import Step, decide
from .described import described
from .filesystem import make_ready

DEVICE_NAME = "/dev/sdf"
"""Recommended for data (Amazon EC2 User Guide, "Device names for volumes"); Nitro calls it else."""
_BY_ID = Path("/dev/disk/by-id")


def device_of(volume_id: str) -> Path:
    """Return a volume's device, by its serial number (Amazon EBS User Guide, "Map Amazon EBS
    volumes to NVMe device names")."""
    return _BY_ID / f"nvme-Amazon_Elastic_Block_Store_{volume_id.replace('-', '')}"


def attached(ec2: Any, volume_id: str, instance_id: str, say: Callable[[str], None]) -> None:
    """Return once a volume is attached to this instance.

    `ec2` is boto3's client. Raises NotYetError while it is not: what is asked for takes its time.
    """
    try:
        (volume,) = ec2.describe_volumes(VolumeIds=[volume_id])["Volumes"]
        decision = decide(volume, instance_id)
        if decision.step is Step.ATTACH:
            ec2.attach_volume(VolumeId=volume_id, InstanceId=instance_id, Device=DEVICE_NAME)
            say(f"{decision.reason}, and is attached")
    except (BotoCoreError, ClientError) as error:
        raise NotYetError(f"volume {volume_id} cannot be attached: {error}") from None
    if decision.step is Step.WAIT:
        raise NotYetError(decision.reason)


def run() -> int:
    """Return, with exit status 0, when the volume can be mounted; say why not yet."""
    if places.DATA.is_mount():
        return 0
    node, lasting = described()
    me = instance_id()
    ec2 = client("ec2", node.region)
    device = device_of(lasting.volume_id)

    def there() -> None:
        attached(ec2, lasting.volume_id, me, tell)
        if not device.exists():
            raise NotYetError(f"{device} is not there yet")

    insist_aloud(there)
    action = insist_aloud(lambda: make_ready(device, _run))
    say(f"volume {lasting.volume_id}: {action}")
    places.VOLUME.unlink(missing_ok=True)
    places.VOLUME.symlink_to(device)
    return 0


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)
