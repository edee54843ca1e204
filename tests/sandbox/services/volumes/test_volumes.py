"""Volumes of machines: they appear, hold what was written, and move on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.machines.inside import Result
from aeolus_sandbox.region import Region
from aeolus_sandbox.supervisor.seen import Fault
from aeolus_sandbox.supervisor.settings import prefix
from support.alive import Net, alive, await_state
from support.leftovers import left
from support.machines import needs_machines, until

pytestmark = [pytest.mark.sandbox, needs_machines]

# The names under which it is found on AWS: its number, its serial number, the name asked for.
WRITE = "mkfs.ext4 -q /dev/nvme1n1 && mount {by_id} /mnt && echo kept >/mnt/file"
READ = "mount /dev/sdf /mnt && cat /mnt/file"


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    """Return a region in which machines run; nothing is left of it afterwards."""
    directory: Path = tmp_path_factory.mktemp("volumes")
    with alive(directory, "volumes") as made:
        yield made
    assert left(prefix(made.name, made.directory), made.directory) == []


@pytest.fixture(scope="module")
def instances(region: Region) -> list[str]:
    """Return two instances in the same zone that run."""
    net = Net(region)
    made = [net.launch() for _ in range(2)]
    for each in made:
        await_state(region, each, "running")
    until(lambda: all(succeeds(region, each, "true") for each in made), "they can be entered")
    return made


@pytest.fixture
def volume(region: Region) -> Iterator[str]:
    """Return a new volume in the instances' zone."""
    ec2 = region.client("ec2")
    made: str = ec2.create_volume(AvailabilityZone="eu-central-1a", Size=1)["VolumeId"]
    yield made
    if attachments(region, made):
        ec2.detach_volume(VolumeId=made, Force=True)
        until(lambda: not attachments(region, made), "it is free")
    ec2.delete_volume(VolumeId=made)
    file = region.directory / "volumes" / made
    until(lambda: not file.exists(), "nothing is left of it")


def attachments(region: Region, volume: str) -> list[str]:
    """Return the states of a volume's attachments."""
    [found] = region.client("ec2").describe_volumes(VolumeIds=[volume])["Volumes"]
    return [each["State"] for each in found["Attachments"]]


def attach(region: Region, volume: str, instance: str, device: str = "/dev/sdf") -> None:
    region.client("ec2").attach_volume(VolumeId=volume, InstanceId=instance, Device=device)
    until(lambda: attachments(region, volume) == ["attached"], "it is attached")


def run(region: Region, instance: str, script: str) -> str:
    """Run a script in an instance, and return what it prints."""
    entry = region.entry(instance, "bash", "-ec", script)
    result = Result.of(entry.command, limit_s=30)
    assert result.status == 0, result.stderr
    return result.stdout.strip()


def succeeds(region: Region, instance: str, script: str) -> bool:
    """Return whether a script succeeds in an instance; in one that is off, none does."""
    try:
        run(region, instance, script)
    except (SandboxError, AssertionError):
        return False
    return True


def by_id(volume: str) -> str:
    serial = volume.replace("-", "")
    return f"/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_{serial}"


def test_it_moves_to_another_instance_with_what_is_on_it(
    region: Region, instances: list[str], volume: str
) -> None:
    first, second = instances
    attach(region, volume, first)
    run(region, first, WRITE.format(by_id=by_id(volume)))
    run(region, first, "umount /mnt")
    region.client("ec2").detach_volume(VolumeId=volume)
    until(lambda: not attachments(region, volume), "it is free")
    assert run(region, first, "ls /dev | grep -c nvme || true") == "0"
    attach(region, volume, second)
    assert run(region, second, READ) == "kept"
    run(region, second, "umount /mnt")


def test_it_stays_busy_until_it_is_unmounted(
    region: Region, instances: list[str], volume: str
) -> None:
    attach(region, volume, instances[0])
    run(region, instances[0], WRITE.format(by_id=by_id(volume)))
    region.client("ec2").detach_volume(VolumeId=volume)
    until(lambda: attachments(region, volume) == ["busy"], "it is busy")
    assert run(region, instances[0], "cat /mnt/file") == "kept"
    run(region, instances[0], "umount /mnt")
    until(lambda: not attachments(region, volume), "it is free")


def test_by_force_it_leaves_even_where_it_is_mounted(
    region: Region, instances: list[str], volume: str
) -> None:
    attach(region, volume, instances[0])
    run(region, instances[0], WRITE.format(by_id=by_id(volume)) + "; sync")
    region.client("ec2").detach_volume(VolumeId=volume, Force=True)
    until(lambda: not attachments(region, volume), "it is free")
    assert not succeeds(region, instances[0], "cat /mnt/file")
    attach(region, volume, instances[1])
    assert run(region, instances[1], READ) == "kept"
    run(region, instances[1], "umount /mnt")


def test_who_loses_its_power_finds_it_again(
    region: Region, instances: list[str], volume: str
) -> None:
    attach(region, volume, instances[1])
    run(region, instances[1], WRITE.format(by_id=by_id(volume)) + "; sync")
    region.befall(Fault.KILL, instances[1])
    region.befall(Fault.REBOOT, instances[1])

    device = f"test -b {by_id(volume)}"
    until(lambda: succeeds(region, instances[1], device), "its device is back")
    assert run(region, instances[1], READ) == "kept"
    run(region, instances[1], "umount /mnt")


def test_it_grows_and_a_snapshot_makes_another(
    region: Region, instances: list[str], volume: str
) -> None:
    ec2 = region.client("ec2")
    attach(region, volume, instances[0])
    run(region, instances[0], f"{WRITE.format(by_id=by_id(volume))}; umount /mnt; sync")
    ec2.modify_volume(VolumeId=volume, Size=2)
    size = "blockdev --getsize64 /dev/nvme1n1"
    until(lambda: run(region, instances[0], size) == str(2 * 2**30), "it has grown")
    snapshot = ec2.create_snapshot(VolumeId=volume)["SnapshotId"]
    run(region, instances[0], "mount /dev/sdf /mnt; echo later >/mnt/file; umount /mnt; sync")
    copy: Any = ec2.create_volume(AvailabilityZone="eu-central-1a", SnapshotId=snapshot)
    attach(region, copy["VolumeId"], instances[0], "/dev/sdg")
    assert (
        run(region, instances[0], "mount /dev/nvme2n1 /mnt; cat /mnt/file; umount /mnt") == "kept"
    )
    ec2.detach_volume(VolumeId=copy["VolumeId"])
    until(lambda: not attachments(region, copy["VolumeId"]), "it is free")
    ec2.delete_volume(VolumeId=copy["VolumeId"])


def test_it_survives_its_instance(region: Region, instances: list[str], volume: str) -> None:
    first, second = instances
    attach(region, volume, first)
    run(region, first, WRITE.format(by_id=by_id(volume)) + "; sync")
    with pytest.raises(ClientError, match="VolumeInUse"):
        region.client("ec2").attach_volume(VolumeId=volume, InstanceId=second, Device="/dev/sdf")
    region.client("ec2").terminate_instances(InstanceIds=[first])
    await_state(region, first, "terminated")
    attach(region, volume, second)
    assert run(region, second, READ) == "kept"
    run(region, second, "umount /mnt")


def test_one_that_an_instance_was_launched_with_ends_with_it(region: Region) -> None:
    net = Net(region, "10.1.0.0/16")
    mapping = {"DeviceName": "/dev/sdb", "Ebs": {"VolumeSize": 1, "DeleteOnTermination": True}}
    instance = net.launch(BlockDeviceMappings=[mapping])
    until(lambda: succeeds(region, instance, "mkfs.ext4 -q /dev/sdb"), "it has its device")
    ec2 = region.client("ec2")
    found = ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]
    volumes = {one["DeviceName"]: one["Ebs"]["VolumeId"] for one in found["BlockDeviceMappings"]}
    file = region.directory / "volumes" / volumes["/dev/sdb"]
    assert file.exists()
    ec2.terminate_instances(InstanceIds=[instance])
    await_state(region, instance, "terminated")
    until(lambda: not file.exists(), "nothing is left of it")
