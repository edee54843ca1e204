"""From where DAGs come to Airflow's bundles."""

from __future__ import annotations

from typing import Any

from aeolus_agent.places import DAG_BUNDLE
from aeolus_config.model import GitDags, S3Dags

PUSHED = "aeolus_agent.dags.bundle.PushedDagBundle"
GIT = "airflow.providers.git.bundles.git.GitDagBundle"
NO_CONNECTION = "aeolus_none"
"""The connection that a private repository's bundle asks for, and which there is not.

Without a name it would take `git_default`, were there one: with an ssh command of its own, or with
its password in the URL and so in the clone's configuration, on a disk.
"""


def bundles(source: S3Dags | GitDags, bucket: str) -> list[dict[str, Any]]:
    """Return `[dag_processor] dag_bundle_config_list` for `source`."""
    if isinstance(source, S3Dags):
        classpath = PUSHED
        kwargs: dict[str, Any] = {"bucket": bucket, "prefix": source.prefix}
    else:
        classpath = GIT
        kwargs = {"repo_url": source.repository_url, "tracking_ref": source.tracking_ref}
        if source.credentials_secret_arn:
            kwargs["git_conn_id"] = NO_CONNECTION
        if source.subdir:
            kwargs["subdir"] = source.subdir
    kwargs["refresh_interval"] = source.refresh_interval_seconds
    return [{"name": DAG_BUNDLE, "classpath": classpath, "kwargs": kwargs}]


def clean_up(source: S3Dags | GitDags) -> dict[str, int]:
    """Return the options that stop Airflow from removing old versions, where the bundle does."""
    # Airflow knows a version in use by a lock on a file that each new task replaces.
    return {"stale_bundle_cleanup_interval": 0} if isinstance(source, S3Dags) else {}
