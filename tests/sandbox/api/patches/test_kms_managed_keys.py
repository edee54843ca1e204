"""KMS: the keys behind `alias/aws/...` belong to AWS."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_sandbox.api.patches.kms_managed_keys import PATCH


def _manager_of_volume_key(client: Any) -> str:
    """Return who manages the key that encrypts a volume for which none was named."""
    ec2 = client("ec2")
    ec2.create_volume(AvailabilityZone="eu-central-1a", Size=1, Encrypted=True)
    key = ec2.describe_volumes()["Volumes"][0]["KmsKeyId"]
    manager: str = client("kms").describe_key(KeyId=key)["KeyMetadata"]["KeyManager"]
    return manager


def test_moto_calls_them_the_customers(client: Any) -> None:
    assert _manager_of_volume_key(client) == "CUSTOMER"


def test_patched_they_are_aws_own(client: Any) -> None:
    with PATCH.applied():
        assert _manager_of_volume_key(client) == "AWS"


@pytest.mark.parametrize("service", ["rds", "secretsmanager"])
def test_patched_so_are_those_of_other_services(client: Any, service: str) -> None:
    with PATCH.applied():
        key = client("kms").describe_key(KeyId=f"alias/aws/{service}")["KeyMetadata"]
    assert key["KeyManager"] == "AWS"


def test_patched_a_customers_key_stays_the_customers(client: Any) -> None:
    with PATCH.applied():
        kms = client("kms")
        key = kms.create_key()["KeyMetadata"]["KeyId"]
        kms.create_alias(AliasName="alias/shop", TargetKeyId=key)
        assert kms.describe_key(KeyId=key)["KeyMetadata"]["KeyManager"] == "CUSTOMER"
