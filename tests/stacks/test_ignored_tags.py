"""Terraform with a stack's own provider settings neither shows nor takes back an operator's hold.

A group alone, of the embedded API: what is asked is the provider's doing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from aeolus_sandbox import region as regions
from aeolus_sandbox.account import Account
from aeolus_sandbox.region import Region
from aeolus_tags import HOLD_TAG
from support.plain_terraform import terraform
from support.shipped import rendered

pytestmark = pytest.mark.sandbox

GROUP = "workers"
HOLD = "4 2026-12-01T18:00:00+01:00"


@dataclass
class Project:
    """A group of nobody, in Terraform's JSON."""

    folder: Path
    region: Region
    provider: dict[str, Any]

    def write(self, cooldown: str) -> None:
        group = {
            "name": GROUP,
            "min_size": 0,
            "max_size": 1,
            "availability_zones": ["us-east-1a"],
            "launch_template": {"id": "${aws_launch_template.node.id}"},
            "tag": [
                {"key": "aeolus:cooldown", "value": cooldown, "propagate_at_launch": False},
            ],
        }
        template = {"name": "node", "image_id": "ami-0a1b2c3d", "instance_type": "t4g.small"}
        required = {"source": "hashicorp/aws", "version": "5.100.0"}
        document = {
            "terraform": {"required_providers": {"aws": required}},
            "provider": {"aws": self.provider},
            "resource": {
                "aws_launch_template": {"node": template},
                "aws_autoscaling_group": {"workers": group},
            },
        }
        (self.folder / "main.tf.json").write_text(json.dumps(document))

    def run(self, *arguments: str) -> str:
        return terraform(self.region, self.folder, *arguments, "-input=false")

    def tags(self) -> dict[str, str]:
        listed = self.region.client("autoscaling").describe_tags()["Tags"]
        return {each["Key"]: each["Value"] for each in listed}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Return it applied, with a hold that somebody has put there since."""
    base = tmp_path_factory.mktemp("held")
    (provider,) = rendered("prod")["provider"]["aws"]
    account = Account(account_id=provider["allowed_account_ids"][0], region=provider["region"])
    region = regions.up("held", account, base / "state")
    try:
        made = Project(base, region, provider)
        made.write(cooldown="300")
        made.run("init")
        made.run("apply", "-auto-approve")
        held = {"Key": HOLD_TAG, "Value": HOLD, "PropagateAtLaunch": False}
        whose = {"ResourceId": GROUP, "ResourceType": "auto-scaling-group"}
        region.client("autoscaling").create_or_update_tags(Tags=[held | whose])
        yield made
    finally:
        regions.down("held", base / "state")


def test_a_deploy_that_changes_another_tag_neither_shows_nor_takes_it(project: Project) -> None:
    project.write(cooldown="60")
    told = project.run("apply", "-auto-approve")
    assert "1 changed" in told
    assert HOLD_TAG not in told
    assert project.tags() == {"aeolus:cooldown": "60", HOLD_TAG: HOLD}
