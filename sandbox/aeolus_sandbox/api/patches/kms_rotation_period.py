"""KMS: the rotation period."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement

_DEFAULT_DAYS = 365


def _key(response: Any) -> Any:
    backend = response.kms_backend
    return backend.keys[backend.get_key_id(response._get_param("KeyId"))]


def _keeping_period(original: Callable[..., str]) -> Callable[..., str]:
    def enable_key_rotation(self: Any) -> str:
        answer = original(self)
        _key(self).rotation_period_in_days = self._get_param("RotationPeriodInDays", _DEFAULT_DAYS)
        return answer

    return enable_key_rotation


def _telling_period(original: Callable[..., str]) -> Callable[..., str]:
    def get_key_rotation_status(self: Any) -> str:
        status = json.loads(original(self))
        if status["KeyRotationEnabled"]:
            status["RotationPeriodInDays"] = _key(self).rotation_period_in_days
        return json.dumps(status)

    return get_key_rotation_status


def _replacements() -> Sequence[Replacement]:
    from moto.kms.responses import KmsResponse

    return [
        Replacement(KmsResponse, "enable_key_rotation", _keeping_period),
        Replacement(KmsResponse, "get_key_rotation_status", _telling_period),
    ]


PATCH = Patch(
    name="kms_rotation_period",
    aws="GetKeyRotationStatus tells the period in days, 365 unless EnableKeyRotation gave another",
    source="AWS KMS API Reference, EnableKeyRotation and GetKeyRotationStatus",
    moto="knows no period",
    replacements=_replacements,
)
