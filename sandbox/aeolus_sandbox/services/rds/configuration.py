"""The files that a DB instance's PostgreSQL is configured by (PostgreSQL documentation, ch. 19)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

# Where things are, as the server sees them, and as on RDS.
DATA = PurePosixPath("/rdsdbdata/db")
CONFIG = PurePosixPath("/rdsdbdata/config")
SOCKETS = PurePosixPath("/rdsdbdata/sockets")
FILE, ACCESS, MAP = (CONFIG / name for name in ("postgresql.conf", "pg_hba.conf", "pg_ident.conf"))
CERTIFICATE, KEY = CONFIG / "server.crt", CONFIG / "server.key"

# The owner of the cluster, by whom the service talks to it: as on RDS, and nobody's way in.
ADMINISTRATOR = "rdsadmin"

_NAME = re.compile(r"[A-Za-z_][\w.$]*", re.ASCII)


def socket(port: int) -> PurePosixPath:
    """Return the Unix socket of a server with a port."""
    return SOCKETS / f".s.PGSQL.{port}"


def file(settings: Mapping[str, str], port: int) -> str:
    """Return postgresql.conf; what RDS keeps to itself comes last, and so holds."""
    ours = {
        "data_directory": str(DATA),
        "hba_file": str(ACCESS),
        "ident_file": str(MAP),
        "listen_addresses": "*",
        "port": str(port),
        "unix_socket_directories": str(SOCKETS),
        "unix_socket_permissions": "0700",
        "ssl": "on",
        "ssl_cert_file": str(CERTIFICATE),
        "ssl_key_file": str(KEY),
        "logging_collector": "off",
        "log_destination": "stderr",
        "huge_pages": "off",
        # Of its own IPC namespace: nothing of it outlives the server's processes.
        "dynamic_shared_memory_type": "sysv",
    }
    return "".join(f"{name} = {_quoted(value)}\n" for name, value in _told(settings, ours).items())


def _told(settings: Mapping[str, str], ours: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in {**settings, **ours}.items() if valid(name)}


def valid(name: str) -> bool:
    """Tell whether a name can be one of a parameter; another would spoil the whole file."""
    return bool(_NAME.fullmatch(name))


def _quoted(value: str) -> str:
    """Return a value as the file holds it: PostgreSQL knows C's escapes in quotes."""
    escaped = value.replace("\\", "\\\\").replace("'", "''").replace("\n", "\\n")
    return f"'{escaped}'"


def access(force_ssl: bool) -> str:
    """Return pg_hba.conf: with a password over the network, the service by its socket."""
    lines = [
        f"local all {ADMINISTRATOR} peer map=service",
        f"host all {ADMINISTRATOR} all reject",
        "hostssl all all all scram-sha-256",
        *([] if force_ssl else ["hostnossl all all all scram-sha-256"]),
    ]
    return "".join(f"{line}\n" for line in lines)


def users() -> str:
    """Return pg_ident.conf: which users of the system are the service."""
    return f"service root {ADMINISTRATOR}\nservice postgres {ADMINISTRATOR}\n"
