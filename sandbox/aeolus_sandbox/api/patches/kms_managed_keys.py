"""KMS: the keys behind `alias/aws/...` belong to AWS."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _managed_by_aws(original: Callable[..., str]) -> Callable[..., str]:
    def generate(self: Any, alias_name: str) -> str:
        key_id = original(self, alias_name)
        self.keys[key_id].key_manager = "AWS"
        return key_id

    return generate


def _replacements() -> Sequence[Replacement]:
    from moto.kms.models import KmsBackend

    return [Replacement(KmsBackend, "_generate_default_keys", _managed_by_aws)]


PATCH = Patch(
    name="kms_managed_keys",
    aws="a key that a service made for itself has the KeyManager AWS",
    source="AWS KMS API Reference, KeyMetadata",
    moto="calls it CUSTOMER, as if someone had to delete it",
    replacements=_replacements,
)
