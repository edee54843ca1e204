"""Overrides of `airflow.cfg`."""

from __future__ import annotations

from collections.abc import Iterator
from configparser import DEFAULTSECT

from aeolus_config.errors import KeyPath
from aeolus_config.model import Environment
from aeolus_config.nearest import TYPO, nearest

from .owned_options import ownership
from .registry import Finding, rule

SECTIONS = (
    "api api_auth aws aws_auth_manager aws_batch_executor aws_ecs_executor aws_lambda_executor "
    "azure_remote_logging celery celery_broker_transport_options celery_kubernetes_executor "
    "celery_result_backend_transport_options common.io common.sql core dag_processor database "
    "databricks edge elasticsearch elasticsearch_configs email execution_api fab hdfs_task_handler "
    "imap kerberos keycloak_auth_manager kubernetes_executor kubernetes_secrets lineage "
    "local_kubernetes_executor logging metrics openlineage opensearch opensearch_configs operators "
    "profiling scheduler secrets sensors sentry smtp snowflake ssh standard traces triggerer "
    "usage_data_collection webserver workers yandex"
).split()
"""Sections that Airflow 3 and its providers read."""


@rule(source="Airflow, Configuration Reference")
def owned_options_are_left_alone(environment: Environment) -> Iterator[Finding]:
    """No override changes an option that must match what is deployed."""
    for section, options in environment.airflow.config.items():
        for option in options:
            told = ownership(section, option)
            if told:
                why, instead = told
                yield Finding(
                    ("airflow", "config", section, option),
                    f"is not yours to set: {why}",
                    instead or "remove it",
                )


@rule(source="Airflow, Configuration Reference")
def sections_are_spelled_right(environment: Environment) -> Iterator[Finding]:
    """A section is no near miss of one that Airflow reads; sections of plugins pass."""
    for section in environment.airflow.config:
        close = nearest(section, SECTIONS, TYPO)
        if section not in SECTIONS and close:
            yield Finding(
                ("airflow", "config", section),
                "is no section that Airflow reads",
                f"did you mean {close}?",
            )


ROOM = 4096
"""Bytes that overrides may take in the user data of nodes, of the 16 KiB that EC2 allows."""

INDENT = 4
"""`airflow.cfg` is indented there."""


@rule(source="Python, configparser, Supported INI File Structure")
def overrides_can_be_written(environment: Environment) -> Iterator[Finding]:
    """An option's value is one line of printable characters, and its section a real one."""
    for path, value in _overrides(environment):
        if path[2] == DEFAULTSECT:
            yield Finding(
                path,
                "is for every section at once",
                "write it into the section that it is for",
            )
        elif not str(value).strip().isprintable():
            yield Finding(
                path,
                "has a line break or another character that cannot be printed",
                "write it on one line, folded by >- if it is long",
            )


@rule(source="Python, configparser: options have no case")
def overrides_are_given_once(environment: Environment) -> Iterator[Finding]:
    """No section has an option twice, in capitals and in small letters."""
    seen: set[tuple[str, str]] = set()
    for path, _ in _overrides(environment):
        option = (str(path[2]), str(path[3]).lower())
        if option in seen:
            yield Finding(path, "is given twice: options have no case", "keep one")
        seen.add(option)


@rule(source="Amazon EC2 User Guide, user data: 16 KB")
def overrides_fit_into_user_data(environment: Environment) -> Iterator[Finding]:
    """All overrides together leave room in user data, by which nodes get their `airflow.cfg`."""
    needed = {path: _bytes(path, value) for path, value in _overrides(environment)}
    if sum(needed.values()) > ROOM:
        longest = max(needed, key=lambda path: needed[path])
        yield Finding(
            longest,
            f"is the longest of overrides that take {sum(needed.values())} bytes together, and "
            f"{ROOM} are free in the user data of nodes",
            "shorten it, or keep it in a Variable or Connection of Airflow",
        )


def _overrides(environment: Environment) -> Iterator[tuple[KeyPath, object]]:
    for section, options in environment.airflow.config.items():
        for option, value in options.items():
            yield ("airflow", "config", section, option), value


def _bytes(path: KeyPath, value: object) -> int:
    """Return what an override takes as a line, with its section's as if it were the first."""
    section, option = path[2:]
    lines = f"[{section}]\n", "\n", f"{option} = {str(value).replace('%', '%%')}\n"
    return sum(INDENT + len(line.encode()) for line in lines)
