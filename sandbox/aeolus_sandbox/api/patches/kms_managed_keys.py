"""KMS: the keys behind `alias/aws/...` belong to AWS."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement

_RESERVED = "alias/aws/"


def _managed_by_aws(original: Callable[..., Any]) -> Callable[..., Any]:
    def create_alias(self: Any, target_key_id: str, alias_name: str) -> Any:
        # Users cannot make such an alias, so here a service makes its own key.
        if alias_name.startswith(_RESERVED):
            self.keys[self.get_key_id(target_key_id)].key_manager = "AWS"
        return original(self, target_key_id, alias_name)

    return create_alias


def _replacements() -> Sequence[Replacement]:
    from moto.kms.models import KmsBackend

    return [Replacement(KmsBackend, "create_alias", _managed_by_aws)]


PATCH = Patch(
    name="kms_managed_keys",
    aws="a key that a service made for itself has the KeyManager AWS",
    source="AWS KMS API Reference, KeyMetadata",
    moto="calls it CUSTOMER, as if someone had to delete it",
    replacements=_replacements,
)
