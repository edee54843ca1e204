"""EC2: a volume is attached once, in its own zone; its device comes and goes in its own time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.api.block_devices import block_devices
from aeolus_sandbox.api.patches import ec2_power
from aeolus_sandbox.api.patches.ec2_volumes import PATCH
from aeolus_sandbox.api.power import power

Client = Callable[[str], Any]


@pytest.fixture
def devices(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let block devices be present, with none of what others were told."""
    monkeypatch.setattr(block_devices, "present", True)
    with PATCH.applied():
        yield
    block_devices.detaching.clear()


@pytest.fixture
def instance(client: Client, image: str, subnets: list[str]) -> str:
    """Return an instance in zone a."""
    answer = client("ec2").run_instances(
        ImageId=image, InstanceType="t3.small", MinCount=1, MaxCount=1, SubnetId=subnets[0]
    )
    identifier: str = answer["Instances"][0]["InstanceId"]
    return identifier


def volume(client: Client, zone: str = "eu-central-1a") -> str:
    identifier: str = client("ec2").create_volume(AvailabilityZone=zone, Size=1)["VolumeId"]
    return identifier


def attach(client: Client, identifier: str, instance: str, device: str = "/dev/sdf") -> None:
    client("ec2").attach_volume(VolumeId=identifier, InstanceId=instance, Device=device)


def states(client: Client, identifier: str) -> list[str]:
    [found] = client("ec2").describe_volumes(VolumeIds=[identifier])["Volumes"]
    return [each["State"] for each in found["Attachments"]]


def test_moto_attaches_from_any_zone_and_again(client: Client, instance: str) -> None:
    identifier = volume(client, "eu-central-1b")
    attach(client, identifier, instance)
    attach(client, identifier, instance, "/dev/sdg")
    attach(client, volume(client), instance, "/dev/sdg")
    assert states(client, identifier) == ["attached"]


def test_patched_another_zone_is_refused(client: Client, instance: str) -> None:
    with PATCH.applied(), pytest.raises(ClientError, match=r"InvalidVolume\.ZoneMismatch"):
        attach(client, volume(client, "eu-central-1b"), instance)


def test_patched_a_second_attachment_is_refused(client: Client, instance: str) -> None:
    identifier = volume(client)
    with PATCH.applied():
        attach(client, identifier, instance)
        with pytest.raises(ClientError, match="VolumeInUse"):
            attach(client, identifier, instance, "/dev/sdg")


def test_patched_a_name_that_is_taken_is_refused(client: Client, instance: str) -> None:
    with PATCH.applied():
        attach(client, volume(client), instance)
        with pytest.raises(ClientError, match="already in use"):
            attach(client, volume(client), instance)


def test_patched_without_machines_it_is_attached_and_detached_at_once(
    client: Client, instance: str
) -> None:
    identifier = volume(client)
    with PATCH.applied():
        attach(client, identifier, instance)
        assert states(client, identifier) == ["attached"]
        client("ec2").detach_volume(VolumeId=identifier)
        assert states(client, identifier) == []


@pytest.mark.usefixtures("devices")
def test_patched_it_leaves_when_its_device_has_gone(client: Client, instance: str) -> None:
    identifier = volume(client)
    attach(client, identifier, instance)
    assert states(client, identifier) == ["attaching"]
    client("ec2").detach_volume(VolumeId=identifier)
    assert states(client, identifier) == ["detaching"]
    assert not block_devices.detaching[identifier].force
    client("ec2").detach_volume(VolumeId=identifier, Force=True)
    assert block_devices.detaching[identifier].force
    block_devices.detaching[identifier].finish()
    assert states(client, identifier) == []


@pytest.mark.usefixtures("devices")
def test_patched_it_leaves_an_instance_that_has_ended(
    client: Client, instance: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(power, "present", True)
    identifier = volume(client)
    attach(client, identifier, instance)
    with ec2_power.PATCH.applied():
        client("ec2").terminate_instances(InstanceIds=[instance])
        assert states(client, identifier) == ["attaching"]
        power.terminating.pop(instance)()
    assert states(client, identifier) == []


def test_patched_what_a_volume_holds_is_kept_at_the_snapshot(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[tuple[str, str]] = []
    monkeypatch.setattr(block_devices, "snapshot", lambda *both: kept.append(both))
    identifier = volume(client)
    with PATCH.applied():
        snapshot = client("ec2").create_snapshot(VolumeId=identifier)["SnapshotId"]
    assert kept == [(identifier, snapshot)]
