"""How a private git repository is reached, as a node is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class GitAccess:
    """Where the private repository is that DAGs come from: reached by SSH, or else by HTTPS.

    `host_keys` are types and keys, as in known_hosts without the names; of SSH alone.
    """

    host: str
    port: int
    ssh: bool
    host_keys: tuple[str, ...] = ()

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> GitAccess:
        """Return it from JSON, which makes lists of tuples."""
        return cls(**{**found, "host_keys": tuple(found["host_keys"])})
