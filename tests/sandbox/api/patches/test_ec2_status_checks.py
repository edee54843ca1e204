"""EC2: status checks and the console tell of the instance's machine, where machines run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.patches.ec2_status_checks import PATCH
from aeolus_sandbox.api.power import power

Client = Callable[[str], Any]


@pytest.fixture
def instance(client: Client, image: str, subnets: list[str]) -> str:
    """Return an instance that runs."""
    answer = client("ec2").run_instances(
        ImageId=image, InstanceType="t3.small", MinCount=1, MaxCount=1, SubnetId=subnets[0]
    )
    identifier: str = answer["Instances"][0]["InstanceId"]
    return identifier


def checks(client: Client, instance: str) -> tuple[str, str]:
    """Return what the system and the instance check say."""
    answer = client("ec2").describe_instance_status(InstanceIds=[instance])
    [status] = answer["InstanceStatuses"]
    return status["SystemStatus"]["Status"], status["InstanceStatus"]["Status"]


@pytest.mark.parametrize(
    ("failed", "told"),
    [("system", ("impaired", "impaired")), ("instance", ("ok", "impaired"))],
)
def test_what_is_seen_is_told(
    client: Client,
    instance: str,
    failed: str,
    told: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(observations.impaired, instance, failed)
    assert checks(client, instance) == ("ok", "ok")
    with PATCH.applied():
        assert checks(client, instance) == told


def test_patched_what_is_well_passes(client: Client, instance: str) -> None:
    with PATCH.applied():
        assert checks(client, instance) == ("ok", "ok")


def test_the_console_is_its_machines(
    client: Client, instance: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said() -> str:
        text: str = client("ec2").get_console_output(InstanceId=instance)["Output"]
        return text

    monkeypatch.setattr(power, "console", lambda identifier: f"{identifier} booted".encode())
    with PATCH.applied():
        assert said() != f"{instance} booted"  # without machines
        monkeypatch.setattr(power, "present", True)
        assert said() == f"{instance} booted"
    assert said() != f"{instance} booted"
