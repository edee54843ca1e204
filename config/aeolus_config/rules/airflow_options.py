"""Overrides of `airflow.cfg`."""

from __future__ import annotations

from collections.abc import Iterator

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
