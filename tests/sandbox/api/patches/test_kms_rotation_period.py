"""KMS: the rotation period."""

from __future__ import annotations

from typing import Any

from aeolus_sandbox.api.patches.kms_rotation_period import PATCH


def _status(client: Any, **period: int) -> Any:
    kms = client("kms")
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    kms.enable_key_rotation(KeyId=key, **period)
    return kms.get_key_rotation_status(KeyId=key)


def test_moto_knows_none(client: Any) -> None:
    assert "RotationPeriodInDays" not in _status(client)


def test_patched_it_is_a_year_by_default(client: Any) -> None:
    with PATCH.applied():
        assert _status(client)["RotationPeriodInDays"] == 365


def test_patched_another_is_kept(client: Any) -> None:
    with PATCH.applied():
        assert _status(client, RotationPeriodInDays=90)["RotationPeriodInDays"] == 90


def test_patched_a_key_that_does_not_rotate_has_none(client: Any) -> None:
    with PATCH.applied():
        key = client("kms").create_key()["KeyMetadata"]["KeyId"]
        status = client("kms").get_key_rotation_status(KeyId=key)
    assert (status["KeyRotationEnabled"], "RotationPeriodInDays" in status) == (False, False)
