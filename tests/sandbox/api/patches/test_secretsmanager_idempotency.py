"""Secrets Manager: a repeated CreateSecret is the same request."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.api.patches.secretsmanager_idempotency import PATCH

TOKEN = "0f6b1c52-7d3a-4f0e-9b52-2f6d0c9e8a11"
OTHER = "1f6b1c52-7d3a-4f0e-9b52-2f6d0c9e8a11"


def _create(client: Any, token: str) -> str:
    arn: str = client("secretsmanager").create_secret(Name="door", ClientRequestToken=token)["ARN"]
    return arn


def test_moto_refuses_it(client: Any) -> None:
    _create(client, TOKEN)
    with pytest.raises(ClientError, match="ResourceExistsException"):
        _create(client, TOKEN)


def test_patched_it_returns_the_same_secret(client: Any) -> None:
    with PATCH.applied():
        assert _create(client, TOKEN) == _create(client, TOKEN)


def test_patched_another_request_for_the_name_is_refused(client: Any) -> None:
    with PATCH.applied():
        _create(client, TOKEN)
        with pytest.raises(ClientError, match="ResourceExistsException"):
            _create(client, OTHER)
