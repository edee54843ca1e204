"""Which extensions the master user may create (Amazon RDS for PostgreSQL Release Notes)."""

from __future__ import annotations

from pathlib import Path

# Those of PostgreSQL's own extensions that RDS supports and PostgreSQL keeps to superusers.
_SUPPORTED = (
    "amcheck bloom dblink dict_xsyn earthdistance intagg pg_buffercache pg_freespacemap pg_prewarm "
    "pg_stat_statements pg_visibility pg_walinspect pgrowlocks pgstattuple sslinfo"
).split()
_TRUSTED = "trusted = true\n"


def allow(directory: Path) -> None:
    """Let whoever owns a database create them in it (PostgreSQL documentation, "trusted")."""
    for name in _SUPPORTED:
        control = directory / f"{name}.control"
        if _TRUSTED not in (text := control.read_text()):
            control.write_text(f"{text}\n{_TRUSTED}")
