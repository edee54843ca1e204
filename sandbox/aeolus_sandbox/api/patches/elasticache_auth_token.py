"""ElastiCache: a replication group is given its AUTH token later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement

_LENGTH = range(16, 129)


def _check(group: Any, token: str | None, strategy: str) -> None:
    from moto.elasticache.exceptions import InvalidParameterValueException

    if not group.transit_encryption_enabled:
        raise InvalidParameterValueException(
            "The AUTH token modification is only supported when encryption-in-transit is enabled."
        )
    if strategy != "DELETE" and len(token or "") not in _LENGTH:
        raise InvalidParameterValueException(
            "Invalid AuthToken provided: it must be 16 to 128 printable characters."
        )


def tokens_after(held: tuple[str, ...], token: str, strategy: str) -> tuple[str, ...]:
    """Return the tokens that a group accepts after an update; an empty one lets anybody in.

    Amazon ElastiCache User Guide, "Modifying the AUTH token on an existing cluster": ROTATE accepts
    the latest and the new one, SET the new one alone, DELETE asks for none.
    """
    match strategy:
        case "DELETE":
            return ()
        case "SET":
            return (token,)
        case _:
            return (held[-1] if held else "", token)


def _keeping_token(original: Callable[..., None]) -> Callable[..., None]:
    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        token = kwargs.get("auth_token")
        self.auth_tokens = (token,) if token else ()

    return init


def _taking_token(original: Callable[..., Any]) -> Callable[..., Any]:
    def modify_replication_group(self: Any) -> Any:
        from moto.core.utils import utcnow

        token, strategy = self._get_param("AuthToken"), self._get_param("AuthTokenUpdateStrategy")
        groups = self.elasticache_backend.replication_groups
        group = groups.get(self._get_param("ReplicationGroupId"))
        if group and (token or strategy):
            _check(group, token, strategy or "ROTATE")
            group.auth_tokens = tokens_after(group.auth_tokens, token, strategy or "ROTATE")
            group.auth_token_enabled = strategy != "DELETE"
            group.auth_token_last_modified_date = utcnow()
            for name in group.member_clusters:
                member = self.elasticache_backend.cache_clusters.get(name)
                if member:
                    member.auth_token_enabled = group.auth_token_enabled
        return original(self)

    return modify_replication_group


def _replacements() -> Sequence[Replacement]:
    from moto.elasticache.models import ReplicationGroup
    from moto.elasticache.responses import ElastiCacheResponse

    return [
        Replacement(ReplicationGroup, "__init__", _keeping_token),
        Replacement(ElastiCacheResponse, "modify_replication_group", _taking_token),
    ]


PATCH = Patch(
    name="elasticache_auth_token",
    aws="ModifyReplicationGroup sets, rotates or deletes the AUTH token, of 16 to 128 characters, "
    "where transit is encrypted",
    source="Amazon ElastiCache User Guide, Authenticating with the AUTH command",
    moto="keeps no token, and ignores AuthToken and AuthTokenUpdateStrategy",
    replacements=_replacements,
)
