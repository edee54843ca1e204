"""EC2: an instance's state is that of its machine, where machines run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from aeolus_sandbox.api.patches.ec2_power import PATCH
from aeolus_sandbox.api.power import power

Client = Callable[[str], Any]


@pytest.fixture
def instance(client: Client, image: str, subnets: list[str]) -> str:
    """Return an instance that moto says runs."""
    return launched(client, image, subnets[0])


@pytest.fixture
def machines(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let machines be present, with none of what others were told."""
    monkeypatch.setattr(power, "present", True)
    with PATCH.applied():
        yield
    power.terminating.clear()
    power.rebooting.clear()


def launched(client: Client, image: str, subnet: str) -> str:
    answer = client("ec2").run_instances(
        ImageId=image, InstanceType="t3.small", MinCount=1, MaxCount=1, SubnetId=subnet
    )
    identifier: str = answer["Instances"][0]["InstanceId"]
    return identifier


def state(client: Client, instance: str) -> str:
    found = client("ec2").describe_instances(InstanceIds=[instance])["Reservations"][0]
    name: str = found["Instances"][0]["State"]["Name"]
    return name


def test_moto_says_that_it_is_what_it_was_told_to_be(client: Client, instance: str) -> None:
    ec2 = client("ec2")
    assert state(client, instance) == "running"
    ec2.stop_instances(InstanceIds=[instance])
    assert state(client, instance) == "stopped"
    ec2.terminate_instances(InstanceIds=[instance])
    assert state(client, instance) == "terminated"


def test_patched_without_machines_it_is_so_too(client: Client, instance: str) -> None:
    with PATCH.applied():
        client("ec2").stop_instances(InstanceIds=[instance])
        assert state(client, instance) == "stopped"
        client("ec2").terminate_instances(InstanceIds=[instance])
        assert state(client, instance) == "terminated"


@pytest.mark.usefixtures("machines")
def test_patched_a_new_one_is_pending_until_its_machine_runs(
    client: Client, image: str, subnets: list[str]
) -> None:
    assert state(client, launched(client, image, subnets[0])) == "pending"


@pytest.mark.usefixtures("machines")
def test_patched_it_is_stopping_until_its_machine_is_off(client: Client, instance: str) -> None:
    ec2 = client("ec2")
    ec2.stop_instances(InstanceIds=[instance])
    assert state(client, instance) == "stopping"
    ec2.start_instances(InstanceIds=[instance])
    assert state(client, instance) == "pending"


@pytest.mark.usefixtures("machines")
def test_patched_it_keeps_its_interface_until_its_machine_is_gone(
    client: Client, instance: str
) -> None:
    ec2 = client("ec2")
    for _ in range(2):  # told twice is told once
        ec2.terminate_instances(InstanceIds=[instance])
        assert state(client, instance) == "shutting-down"
    before = len(ec2.describe_network_interfaces()["NetworkInterfaces"])
    power.terminating.pop(instance)()
    assert state(client, instance) == "terminated"
    assert len(ec2.describe_network_interfaces()["NetworkInterfaces"]) <= before


def test_patched_who_reboots_it_has_its_machine_told(
    client: Client, instance: str, machines: None
) -> None:
    client("ec2").reboot_instances(InstanceIds=[instance])
    assert power.rebooting == {instance}
    assert state(client, instance) == "running"
