"""What a deployed environment tells its users, read from its state: no Terraform is needed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from aeolus_cli.errors import UserError
from aeolus_stacks.state import StateLocation

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

STATE_VERSION = 4
"""Of the state's format, since Terraform 0.12."""


def read_outputs(s3: S3Client, where: StateLocation) -> dict[str, str]:
    """Return the outputs in the state at `where`; none where nothing was deployed."""
    try:
        body = s3.get_object(Bucket=where.bucket, Key=where.key)["Body"].read()
    except ClientError as error:
        if error.response["Error"]["Code"] in {"NoSuchKey", "NoSuchBucket", "404"}:
            return {}
        raise
    state: dict[str, Any] = json.loads(body)
    if state.get("version") != STATE_VERSION:
        raise UserError(
            f"s3://{where.bucket}/{where.key} is a state of version {state.get('version')}, "
            f"not {STATE_VERSION}",
            cure="update Aeolus, or use the Terraform that it was made with",
        )
    return {name: str(each["value"]) for name, each in state["outputs"].items()}


def require_output(outputs: dict[str, str], name: str, environment: str) -> str:
    """Return an output; raises UserError where the environment is not deployed."""
    if name not in outputs:
        raise UserError(
            f"{environment} is not deployed: its state has no output {name}",
            cure=f"npx cdktf deploy {environment}, or aeolus sandbox up {environment}",
        )
    return outputs[name]
