"""EC2: tags of a launch template stay out of its data."""

from __future__ import annotations

from typing import Any

from aeolus_sandbox.api.patches.ec2_launch_template_tags import PATCH


def _tags(kind: str) -> dict[str, Any]:
    return {"ResourceType": kind, "Tags": [{"Key": "project", "Value": "shop"}]}


def _tagged_kinds(client: Any, *in_data: str) -> list[str]:
    ec2 = client("ec2")
    data: dict[str, Any] = {"InstanceType": "t4g.micro"}
    if in_data:
        data["TagSpecifications"] = [_tags(kind) for kind in in_data]
    ec2.create_launch_template(
        LaunchTemplateName="web",
        LaunchTemplateData=data,
        TagSpecifications=[_tags("launch-template")],
    )
    version = ec2.describe_launch_template_versions(LaunchTemplateName="web")
    shown = version["LaunchTemplateVersions"][0]["LaunchTemplateData"]
    return [specification["ResourceType"] for specification in shown.get("TagSpecifications", [])]


def test_moto_adds_them_to_the_data(client: Any) -> None:
    assert _tagged_kinds(client, "instance") == ["instance", "launch-template"]


def test_patched_the_data_tags_only_what_is_launched(client: Any) -> None:
    with PATCH.applied():
        assert _tagged_kinds(client, "instance", "volume") == ["instance", "volume"]


def test_patched_the_template_itself_is_tagged(client: Any) -> None:
    with PATCH.applied():
        assert _tagged_kinds(client) == []
        template = client("ec2").describe_launch_templates()["LaunchTemplates"][0]
    assert template["Tags"] == [{"Key": "project", "Value": "shop"}]
