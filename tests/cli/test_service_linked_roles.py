"""A new account lacks roles that AWS services need; `bootstrap` makes those and no others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import boto3
import pytest
from moto import mock_aws

from aeolus_cli.aws import service_linked_roles

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient


@pytest.fixture
def iam(monkeypatch: pytest.MonkeyPatch) -> Iterator[IAMClient]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with mock_aws():
        yield boto3.client("iam", region_name="us-east-1")


def test_all_that_are_missing_are_made(iam: IAMClient) -> None:
    assert service_linked_roles.ensure(iam) == list(service_linked_roles.SERVICES)
    paths = {role["Path"] for role in iam.list_roles()["Roles"]}
    assert paths == {f"/aws-service-role/{each}/" for each in service_linked_roles.SERVICES}


def test_one_that_is_there_stays(iam: IAMClient) -> None:
    iam.create_service_linked_role(AWSServiceName="rds.amazonaws.com")
    assert "rds.amazonaws.com" not in service_linked_roles.ensure(iam)
    assert service_linked_roles.ensure(iam) == []
