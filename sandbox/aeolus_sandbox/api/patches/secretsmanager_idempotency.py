"""Secrets Manager: a repeated CreateSecret is the same request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement

_TOKEN = "_created_with_token"


def _once(original: Callable[..., Any]) -> Callable[..., Any]:
    def create_secret(self: Any, name: str, *args: Any, **kwargs: Any) -> Any:
        token = kwargs.get("client_request_token")
        existing = self.secrets.get(name) if name in self.secrets.keys() else None
        if token and existing is not None and getattr(existing, _TOKEN, None) == token:
            return existing.to_short_dict()
        answer = original(self, name, *args, **kwargs)
        setattr(self.secrets[name], _TOKEN, token)
        return answer

    return create_secret


def _replacements() -> Sequence[Replacement]:
    from moto.secretsmanager.models import SecretsManagerBackend

    return [Replacement(SecretsManagerBackend, "create_secret", _once)]


PATCH = Patch(
    name="secretsmanager_idempotency",
    aws="CreateSecret repeated with its ClientRequestToken, as SDKs do when an answer is lost, "
    "returns the secret that it made",
    source="AWS Secrets Manager API Reference, CreateSecret: ClientRequestToken",
    moto="refuses the repetition when the secret has no value yet",
    replacements=_replacements,
)
