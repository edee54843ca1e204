"""EC2: an instance launched from a template has the template's profile and options."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from aeolus_sandbox.api.patches.ec2_launch_template_settings import PATCH

Client = Callable[[str], Any]


@pytest.fixture
def template(client: Client, image: str) -> dict[str, str]:
    """Return a template with a profile, IMDSv2 alone, and an end at shutdown."""
    client("iam").create_instance_profile(InstanceProfileName="own")
    data = {
        "ImageId": image,
        "InstanceType": "t3.small",
        "IamInstanceProfile": {"Name": "own"},
        "MetadataOptions": {"HttpTokens": "required", "HttpPutResponseHopLimit": 2},
        "InstanceInitiatedShutdownBehavior": "terminate",
    }
    client("ec2").create_launch_template(LaunchTemplateName="own", LaunchTemplateData=data)
    return {"LaunchTemplateName": "own"}


def _launch(client: Client, template: dict[str, str], **asked: Any) -> list[dict[str, Any]]:
    client("ec2").run_instances(LaunchTemplate=template, MinCount=2, MaxCount=2, **asked)
    reservations = client("ec2").describe_instances()["Reservations"]
    return [instance for each in reservations for instance in each["Instances"]]


def _behaviour(client: Client, instance: dict[str, Any]) -> str:
    answer = client("ec2").describe_instance_attribute(
        InstanceId=instance["InstanceId"], Attribute="instanceInitiatedShutdownBehavior"
    )
    value: str = answer["InstanceInitiatedShutdownBehavior"]["Value"]
    return value


def test_moto_gives_neither(client: Client, template: dict[str, str]) -> None:
    for instance in _launch(client, template):
        assert "IamInstanceProfile" not in instance
        assert instance["MetadataOptions"]["HttpTokens"] == "optional"


def test_patched_every_instance_has_them(client: Client, template: dict[str, str]) -> None:
    with PATCH.applied():
        for instance in _launch(client, template):
            assert instance["IamInstanceProfile"]["Arn"].endswith("instance-profile/own")
            assert instance["MetadataOptions"]["HttpTokens"] == "required"
            assert instance["MetadataOptions"]["HttpPutResponseHopLimit"] == 2
            assert _behaviour(client, instance) == "terminate"


def test_patched_what_a_launch_asks_for_itself_goes_first(
    client: Client, template: dict[str, str]
) -> None:
    client("iam").create_instance_profile(InstanceProfileName="other")
    with PATCH.applied():
        instance, _ = _launch(
            client,
            template,
            IamInstanceProfile={"Name": "other"},
            InstanceInitiatedShutdownBehavior="stop",
        )
        assert instance["IamInstanceProfile"]["Arn"].endswith("instance-profile/other")
        assert _behaviour(client, instance) == "stop"
