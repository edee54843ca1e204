"""Lambda: a statement id names one permission of a function."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.api.patches.lambda_permissions import PATCH
from support.greet import created


@pytest.fixture
def functions(client: Any) -> Any:
    """Return a client of Lambda; there is a function `greet`."""
    created(client)
    return client("lambda")


@pytest.fixture
def allow(functions: Any) -> Any:
    """Return a function that lets EventBridge invoke `greet`, by a statement of that id."""

    def add(statement: str) -> None:
        functions.add_permission(
            FunctionName="greet",
            StatementId=statement,
            Action="lambda:InvokeFunction",
            Principal="events.amazonaws.com",
        )

    return add


def _statements(functions: Any) -> list[str]:
    policy = json.loads(functions.get_policy(FunctionName="greet")["Policy"])
    return [each["Sid"] for each in policy["Statement"]]


def test_moto_keeps_a_statement_twice(functions: Any, allow: Any) -> None:
    allow("each-minute")
    allow("each-minute")
    assert _statements(functions) == ["each-minute", "each-minute"]


def test_patched_the_second_is_refused(functions: Any, allow: Any) -> None:
    with PATCH.applied():
        allow("each-minute")
        with pytest.raises(ClientError) as refused:
            allow("each-minute")
    assert refused.value.response["Error"]["Code"] == "ResourceConflictException"
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 409
    assert "(each-minute) provided already exists" in str(refused.value)
    assert _statements(functions) == ["each-minute"]


def test_patched_another_is_taken(functions: Any, allow: Any) -> None:
    with PATCH.applied():
        allow("each-minute")
        allow("instance-ends")
    assert _statements(functions) == ["each-minute", "instance-ends"]
