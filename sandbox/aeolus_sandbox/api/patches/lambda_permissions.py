"""Lambda: a statement id names one permission of a function."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _each_id_once(original: Callable[..., Any]) -> Callable[..., Any]:
    def add_statement(self: Any, raw: str, *args: Any, **kwargs: Any) -> Any:
        from moto.awslambda.exceptions import LambdaClientError

        wanted = json.loads(raw).get("StatementId")
        if any(each.get("Sid") == wanted for each in self.statements):
            conflict = LambdaClientError(
                "ResourceConflictException",
                f"The statement id ({wanted}) provided already exists. Please provide a new "
                "statement id, or remove the existing statement.",
            )
            conflict.code = 409
            raise conflict
        return original(self, raw, *args, **kwargs)

    return add_statement


def _replacements() -> Sequence[Replacement]:
    from moto.awslambda.policy import Policy

    return [Replacement(Policy, "add_statement", _each_id_once)]


PATCH = Patch(
    name="lambda_permissions",
    aws="AddPermission refuses a statement id that the function's policy has",
    source="AWS Lambda API Reference, AddPermission: ResourceConflictException",
    moto="keeps both, of which RemovePermission takes one",
    replacements=_replacements,
)
