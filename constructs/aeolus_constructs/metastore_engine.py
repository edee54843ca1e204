"""What differs between database engines; a second engine is a second row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Parameter:
    """A parameter of a parameter group.

    `pending-reboot` for what the engine reads at its start, `immediate` for all else (Amazon RDS
    User Guide, "Working with DB parameter groups").
    """

    name: str
    value: str
    apply_method: Literal["immediate", "pending-reboot"] = "immediate"


@dataclass(frozen=True)
class MetastoreEngine:
    """An RDS engine: its port, parameter-group family, parameters and exported logs."""

    port: int
    family: str
    """The family's name before the major version."""
    parameters: tuple[Parameter, ...]
    logs: tuple[str, ...]


POSTGRES = MetastoreEngine(
    port=5432,
    family="postgres",
    parameters=(
        Parameter("rds.force_ssl", "1"),
        # A session of a host that lost power or network holds its locks for as long as the
        # server believes in it, and a lock on `slot_pool` stops all scheduling: 10 s of silence,
        # then three questions 5 s apart, and the session is gone.
        Parameter("tcp_keepalives_idle", "10"),
        Parameter("tcp_keepalives_interval", "5"),
        Parameter("tcp_keepalives_count", "3"),
        # For a session whose host answers and whose process hangs. Airflow's longest silence
        # inside a transaction is far below a minute.
        Parameter("idle_in_transaction_session_timeout", "60000"),
        Parameter("log_min_duration_statement", "2000"),
        Parameter("log_lock_waits", "1"),
    ),
    logs=("postgresql", "upgrade"),
)

ENGINES: dict[str, MetastoreEngine] = {"postgres": POSTGRES}
"""By the name that RDS has for the engine."""
