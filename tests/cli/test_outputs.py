"""Outputs are read from the state as Terraform's S3 backend keeps it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from aeolus_cli.aws.outputs import read_outputs, require_output
from aeolus_cli.errors import UserError
from aeolus_stacks.state import StateLocation
from support.dag_folders import BUCKET, bucket_in_memory

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

WHERE = StateLocation(bucket=BUCKET, key="prod/terraform.tfstate", region="us-east-1")


@pytest.fixture
def s3() -> Iterator[S3Client]:
    with bucket_in_memory() as client:
        yield client


def keep(s3: S3Client, state: object) -> None:
    s3.put_object(Bucket=BUCKET, Key=WHERE.key, Body=json.dumps(state).encode())


def test_values_by_name(s3: S3Client) -> None:
    keep(s3, {"version": 4, "outputs": {"dag_bucket": {"value": "b", "type": "string"}}})
    assert read_outputs(s3, WHERE) == {"dag_bucket": "b"}


def test_where_nothing_was_deployed_there_are_none(s3: S3Client) -> None:
    assert read_outputs(s3, WHERE) == {}
    elsewhere = StateLocation(bucket="never-made", key="k", region="us-east-1")
    assert read_outputs(s3, elsewhere) == {}
    with pytest.raises(UserError, match="prod is not deployed: its state has no output dag_bucket"):
        require_output({}, "dag_bucket", "prod")


def test_a_state_of_another_format_is_refused(s3: S3Client) -> None:
    keep(s3, {"version": 5, "outputs": []})
    with pytest.raises(UserError, match="is a state of version 5, not 4"):
        read_outputs(s3, WHERE)
