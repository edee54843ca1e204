"""S3: a Deny that has a condition does not deny everything."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _without_conditional_denials(policy: bytes) -> bytes | None:
    """Return the policy without the statements moto cannot judge; None when none is left."""
    document = json.loads(policy)
    statements = document.get("Statement", [])
    statements = statements if isinstance(statements, list) else [statements]
    kept = [s for s in statements if not (s.get("Effect") == "Deny" and s.get("Condition"))]
    return json.dumps({**document, "Statement": kept}).encode() if kept else None


def _judging_what_moto_can(original: Callable[..., Any]) -> Callable[..., Any]:
    def get_permission(self: Any, action: str, resource: str) -> Any:
        # A stand-in: changing the bucket itself would show in a concurrent GetBucketPolicy.
        policy = self.policy and _without_conditional_denials(self.policy)
        return original(SimpleNamespace(policy=policy), action, resource)

    return get_permission


def _replacements() -> Sequence[Replacement]:
    from moto.s3.models import FakeBucket

    return [Replacement(FakeBucket, "get_permission", _judging_what_moto_can)]


PATCH = Patch(
    name="s3_policy_conditions",
    aws="a Deny statement applies only when its Condition holds "
    "(aws:SecureTransport is false, for one)",
    source="IAM User Guide, Policy evaluation logic",
    moto="ignores Condition, so that a TLS-only bucket policy locks everyone out",
    replacements=_replacements,
)
