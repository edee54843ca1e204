"""Sessions of a role, and what they may."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError

from aeolus_sandbox.authorization import credentials
from support import aws

ACCOUNT, REGION = "123456789012", "eu-central-1"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/worker"

# Grants the role an action, on a resource, with more of a statement.
Grant = Callable[..., None]


def worker(service: str) -> Any:
    """Return a client of a session of the role."""
    found = credentials.for_role(ACCOUNT, ROLE, "i-1")
    return aws.client(
        service,
        aws_access_key_id=found.access_key_id,
        aws_secret_access_key=found.secret_access_key,
        aws_session_token=found.session_token,
    )


def code(call: Callable[..., Any], **given: Any) -> str:
    """Return the code with which a call is refused; empty when it is answered."""
    try:
        call(**given)
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    return ""
