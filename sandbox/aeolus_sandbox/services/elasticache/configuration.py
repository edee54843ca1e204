"""How a cache's Valkey is configured: what it starts with, and what is set while it runs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from aeolus_sandbox.services.elasticache.cache import Cache

# Where things are, as the server sees them.
ETC = PurePosixPath("/etc/valkey")
FILE = ETC / "valkey.conf"
CERTIFICATE, KEY, AUTHORITY = ETC / "node.crt", ETC / "node.key", ETC / "authority.crt"
DATA = PurePosixPath("/var/lib/valkey")
SOCKET = PurePosixPath("/run/valkey/valkey.sock")

# By whom nodes copy from one another, and are told what to do.
SERVICE_USER = "elasticache"

# Amazon ElastiCache User Guide, "Restricted commands". `failover` and `module` are others that
# would take a node out of the service's hands.
_RESTRICTED = (
    "acl|deluser acl|load acl|save acl|setuser bgrewriteaof bgsave config debug failover migrate "
    "module psync replicaof save shutdown slaveof sync"
).split()

# AWS's defaults where they are not Valkey's ("Valkey and Redis OSS parameters").
_DEFAULTS = {"maxmemory-policy": "volatile-lru"}
# Parameters of AWS, about which Valkey knows nothing: how much memory is kept for other than data.
_RESERVED_PERCENT, _DEFAULT_RESERVED = "reserved-memory-percent", 25
# What every node has here, whatever its type: that of cache.t4g.micro, the smallest.
_NODE_BYTES = 512 * 2**20
# Valkey reads it at its start only.
_AT_START = "databases"


def file(cache: Cache, password: str, follow: str = "") -> str:
    """Return the configuration with which a node starts, following the node at an address.

    `password` is that of the service's user.
    """
    lines = [
        "bind *",
        "protected-mode no",
        *_port(cache),
        f"unixsocket {SOCKET}",
        "unixsocketperm 700",
        f"dir {DATA}",
        'save ""',
        "rdb-del-sync-files yes",
        "repl-diskless-sync-delay 0",
        "repl-ping-replica-period 1",
        f"databases {cache.parameters.get(_AT_START, '16')}",
        f"user {' '.join(['default', *access(cache.tokens), *permissions()])}",
        f"user {SERVICE_USER} on #{_digest(password)} ~* &* +@all",
        f"masteruser {SERVICE_USER}",
        f"masterauth {password}",
        *([f"replicaof {follow} {cache.port}"] if follow else []),
    ]
    return "".join(f"{line}\n" for line in lines)


def _port(cache: Cache) -> Sequence[str]:
    if not cache.encrypted:
        return [f"port {cache.port}"]
    return [
        "port 0",
        f"tls-port {cache.port}",
        f"tls-cert-file {CERTIFICATE}",
        f"tls-key-file {KEY}",
        f"tls-ca-cert-file {AUTHORITY}",
        "tls-auth-clients no",
        "tls-replication yes",
    ]


def access(tokens: Sequence[str]) -> list[str]:
    """Return the rules that let in who knows one of the tokens (Valkey documentation, ACL)."""
    if "" in tokens or not tokens:
        return ["on", "resetpass", "nopass"]
    return ["on", "resetpass", *(f"#{_digest(token)}" for token in tokens)]


def permissions() -> list[str]:
    """Return the rules that allow a user what ElastiCache does."""
    return ["~*", "&*", "+@all", *(f"-{command}" for command in _RESTRICTED)]


def settings(parameters: Mapping[str, str]) -> dict[str, str]:
    """Return what to set while a node runs, for the values of its parameter group."""
    reserved = parameters.get(_RESERVED_PERCENT, str(_DEFAULT_RESERVED))
    share = 100 - (int(reserved) if reserved.isdecimal() else _DEFAULT_RESERVED)
    ours = {_RESERVED_PERCENT, _AT_START}
    given = {name: value for name, value in parameters.items() if name not in ours}
    return {**_DEFAULTS, **given, "maxmemory": str(_NODE_BYTES * share // 100)}


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
