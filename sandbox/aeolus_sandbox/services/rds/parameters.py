"""The parameters with which a DB instance's PostgreSQL runs: of RDS, of its group, and ours."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.services.rds.database import Parameter
from aeolus_sandbox.services.rds.formulas import evaluate

# Defaults of the families postgres15 and later where they are not PostgreSQL's own.
_DEFAULTS = {
    "autovacuum_analyze_scale_factor": "0.05",
    "autovacuum_max_workers": "GREATEST({DBInstanceClassMemory/64371566592},3)",
    "autovacuum_vacuum_cost_limit": "GREATEST({log(DBInstanceClassMemory/21474836480)*600},200)",
    "autovacuum_vacuum_scale_factor": "0.1",
    "effective_cache_size": "{DBInstanceClassMemory/16384}",
    "idle_in_transaction_session_timeout": "86400000",
    "log_line_prefix": "%t:%r:%u@%d:[%p]:",
    "maintenance_work_mem": "GREATEST({DBInstanceClassMemory*1024/63963136},65536)",
    "max_connections": "LEAST({DBInstanceClassMemory/9531392},5000)",
    "max_worker_processes": "GREATEST({DBInstanceVCPU*2},8)",
    "rds.force_ssl": "1",
    "shared_buffers": "{DBInstanceClassMemory/32768}",
    "shared_preload_libraries": "pg_stat_statements",
    "track_activity_query_size": "4096",
    "track_io_timing": "1",
}
# RDS keeps these to itself ("not modifiable"), or they say how the server runs here.
_OURS = frozenset(
    "archive_command archive_library archive_mode cluster_name config_file data_directory "
    "dynamic_shared_memory_type external_pid_file fsync full_page_writes hba_file huge_pages "
    "ident_file listen_addresses log_destination log_directory log_filename log_file_mode "
    "logging_collector port restart_after_crash shared_memory_type ssl ssl_ca_file ssl_cert_file "
    "ssl_key_file unix_socket_directories unix_socket_group unix_socket_permissions".split()
)
# RDS gives a quarter of its memory to shared buffers, which is not to be had of one machine for
# many: 128 MB in pages of 8 kB.
_MOST_SHARED_BUFFERS = 128 * 2**20 // 8192
_LIBRARIES = "shared_preload_libraries"


@dataclass(frozen=True)
class Settings:
    """What PostgreSQL is told; `refused` are values that it is not told, and why, by name."""

    values: Mapping[str, str]
    force_ssl: bool
    refused: Mapping[str, str] = field(default_factory=dict)


def in_force(
    wanted: Mapping[str, Parameter], former: Mapping[str, str], *, same_group: bool
) -> dict[str, str]:
    """Return the group's values that hold until the next reboot; `former` are those till now.

    Amazon RDS User Guide, "DB parameter groups": a change of a dynamic parameter holds at once
    unless it is to wait; a group that is newly associated waits altogether. That changes of static
    parameters wait is PostgreSQL's own doing.
    """
    if not same_group:
        return dict(former)
    waiting = {name for name, one in wanted.items() if not one.immediate}
    kept = {name: value for name, value in former.items() if name in waiting}
    return {**{name: one.value for name, one in wanted.items() if name not in waiting}, **kept}


def settings(
    given: Mapping[str, str], variables: Mapping[str, int], libraries: Collection[str]
) -> Settings:
    """Return the settings that a group's values come to.

    `variables` are those of formulas, `libraries` the names of the modules that are installed.
    """
    values, refused = {}, {}
    for name, value in {**_DEFAULTS, **given}.items():
        try:
            values[name] = evaluate(value, variables)
        except SandboxError as error:
            refused[name] = str(error)
    for name in values.keys() & _OURS:
        refused[name] = "RDS does not let it be modified"
    told = {name: value for name, value in values.items() if name not in refused}
    _fit(told, given, refused)
    _preload(told, libraries, refused)
    if told.get("rds.logical_replication") == "1":
        told["wal_level"] = "logical"
    return Settings(
        values={name: value for name, value in told.items() if not name.startswith("rds.")},
        force_ssl=told.get("rds.force_ssl", "1") == "1",
        refused=refused,
    )


def _fit(told: dict[str, str], given: Mapping[str, str], refused: dict[str, str]) -> None:
    """Let shared buffers be no larger than they may be here; the default may go unsaid."""
    name = "shared_buffers"
    value = told.get(name, "")
    if value.isdecimal() and int(value) > _MOST_SHARED_BUFFERS:
        told[name] = str(_MOST_SHARED_BUFFERS)
        if name in given:
            refused[name] = f"it is {_MOST_SHARED_BUFFERS} here at most"


def _preload(told: dict[str, str], libraries: Collection[str], refused: dict[str, str]) -> None:
    """Leave libraries out that are not installed: with one of them the server would not start."""
    wanted = [one.strip() for one in told.get(_LIBRARIES, "").split(",") if one.strip()]
    if missing := [one for one in wanted if one not in libraries]:
        refused[_LIBRARIES] = f"not installed: {', '.join(missing)}"
    told[_LIBRARIES] = ",".join(one for one in wanted if one not in missing)
