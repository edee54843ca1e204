"""A Terraform project that knows nothing of the embedded region is applied to it and destroyed.

`terraform/` is a small web shop. What it covers is what the region claims to: whoever writes
Terraform for AWS, with the provider and the S3 backend as they are on AWS, gets the same here.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from aeolus_sandbox import region as regions
from aeolus_sandbox.account import Account, HostedZone
from aeolus_sandbox.region import Region

pytestmark = pytest.mark.sandbox

ACCOUNT = Account(
    account_id="123456789012",
    region="eu-central-1",
    hosted_zones=(HostedZone(zone_id="Z0123456789ABCDEFGHIJ", name="example.com"),),
)
STATE_BUCKET = "shop-terraform-state"


class Project:
    """The shop's Terraform, in a copy of its own, with the environment of a region."""

    def __init__(self, directory: Path, region: Region) -> None:
        self.directory = directory
        self.region = region
        shutil.copytree(Path(__file__).parent / "terraform", directory)
        with zipfile.ZipFile(directory / "function.zip", "w") as archive:
            archive.write(directory / "function/greet.py", "greet.py")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["terraform", *arguments, "-no-color"],
            cwd=self.directory,
            env=self.region.environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    def must(self, *arguments: str) -> str:
        ended = self.run(*arguments)
        assert ended.returncode == 0, f"{ended.stdout[-2000:]}\n{ended.stderr}"
        return ended.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Return the shop, applied."""
    base = tmp_path_factory.mktemp("shop")
    region = regions.up("shop", ACCOUNT, base / "state")
    region.client("s3").create_bucket(
        Bucket=STATE_BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
    )
    made = Project(base / "work", region)
    made.must("init", "-input=false")
    made.must("apply", "-auto-approve", "-input=false")
    yield made
    regions.down("shop", base / "state")


def test_a_second_plan_changes_nothing(project: Project) -> None:
    assert "No changes." in project.must("plan", "-detailed-exitcode", "-input=false")


def test_the_function_ran_for_real(project: Project) -> None:
    assert json.loads(project.must("output", "-json"))["greeting"]["value"] == "hello Ada"


def test_no_secret_value_is_in_the_state(project: Project) -> None:
    secrets = project.region.client("secretsmanager")
    [secret] = secrets.list_secrets()["SecretList"]
    value = secrets.get_secret_value(SecretId=secret["ARN"])["SecretString"]
    state = project.region.client("s3").get_object(Bucket=STATE_BUCKET, Key="shop.tfstate")
    assert len(value) == 32
    assert value not in state["Body"].read().decode()


def test_the_state_is_locked_by_a_file_beside_it(project: Project) -> None:
    s3 = project.region.client("s3")
    lock = {
        "ID": "1",
        "Operation": "OperationTypeApply",
        "Who": "ada@desk",
        "Created": "2026-01-01T00:00:00Z",
    }
    s3.put_object(Bucket=STATE_BUCKET, Key="shop.tfstate.tflock", Body=json.dumps(lock).encode())
    refused = project.run("plan", "-input=false")
    s3.delete_object(Bucket=STATE_BUCKET, Key="shop.tfstate.tflock")
    assert refused.returncode == 1
    assert "Error acquiring the state lock" in refused.stderr
    assert "ada@desk" in refused.stderr


def test_every_regional_resource_is_found_by_its_tag(project: Project) -> None:
    shown = json.loads(project.must("show", "-json"))["values"]["root_module"]["resources"]
    tagged = {
        resource["values"]["arn"].removesuffix(":*")
        for resource in shown
        if resource["mode"] == "managed"
        and resource["values"].get("arn")
        and resource["values"].get("tags_all")
        # AWS lists neither objects nor what is not regional.
        and not resource["type"].startswith(("aws_iam_", "aws_route53_", "aws_s3_object"))
    }
    pages = (
        project.region.client("resourcegroupstaggingapi")
        .get_paginator("get_resources")
        .paginate(TagFilters=[{"Key": "project", "Values": ["shop"]}])
    )
    found = {m["ResourceARN"] for page in pages for m in page["ResourceTagMappingList"]}
    assert len(tagged) > 50
    assert tagged - found == set()


def test_an_unsupported_resource_fails_at_once_and_is_named(
    project: Project, tmp_path: Path
) -> None:
    group = {"engine": "REDIS", "user_group_id": "shop", "user_ids": ["default"]}
    provider = {"region": "eu-central-1"}
    source = {"source": "hashicorp/aws", "version": "5.100.0"}
    (tmp_path / "main.tf.json").write_text(
        json.dumps(
            {
                "terraform": {"required_providers": {"aws": source}},
                "provider": {"aws": provider},
                "resource": {"aws_elasticache_user_group": {"shop": group}},
            }
        )
    )
    environment = project.region.environment()
    for command in (["init"], ["apply", "-auto-approve"]):
        ended = subprocess.run(
            ["terraform", *command, "-no-color"],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert ended.returncode == 1
    assert "does not support this" in ended.stderr


def test_last_of_all_destroy_leaves_nothing_but_the_state_bucket(project: Project) -> None:
    project.must("destroy", "-auto-approve", "-input=false")
    assert project.region.deployed() == [f"s3_bucket {STATE_BUCKET}"]
