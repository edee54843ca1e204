"""SQS: the redrive policy reads back without added blanks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _compact(original: property) -> property:
    def attributes(self: Any) -> dict[str, Any]:
        assert original.fget
        result: dict[str, Any] = original.fget(self)
        if self.redrive_policy:
            result["RedrivePolicy"] = json.dumps(self.redrive_policy, separators=(",", ":"))
        return result

    return property(attributes)


def _replacements() -> Sequence[Replacement]:
    from moto.sqs.models import Queue

    return [Replacement(Queue, "attributes", _compact)]


PATCH = Patch(
    name="sqs_redrive_policy",
    aws="RedrivePolicy is compact JSON",
    source="Amazon SQS API Reference, GetQueueAttributes",
    moto="writes it with blanks, which Terraform takes for a change",
    replacements=_replacements,
)
