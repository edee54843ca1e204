"""From where Airflow's bundles have DAGs, and who removes versions of them."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_node.airflow_cfg.dag_source import bundles, clean_up
from support.environments import environment


def bundle(base: str, changes: dict[str, Any] | None = None) -> dict[str, Any]:
    [found] = bundles(environment(base, changes or {}).dags, "aeolus-test-storage")
    return found


def test_dags_come_from_the_bucket() -> None:
    assert bundle("cluster", {"dags": {"source": "s3", "prefix": "etl/dags"}}) == {
        "name": "dags",
        "classpath": "aeolus_agent.dags.bundle.PushedDagBundle",
        "kwargs": {"bucket": "aeolus-test-storage", "prefix": "etl/dags", "refresh_interval": 20},
    }


@pytest.mark.parametrize(("base", "interval"), [("cluster", 0), ("git", None)])
def test_versions_are_removed_by_whoever_knows_what_is_in_use(
    base: str, interval: int | None
) -> None:
    found = clean_up(environment(base).dags)
    assert found.get("stale_bundle_cleanup_interval") == interval


def test_dags_come_from_git() -> None:
    assert bundle("git", {"dags.subdir": "dags", "dags.tracking_ref": "release"}) == {
        "name": "dags",
        "classpath": "airflow.providers.git.bundles.git.GitDagBundle",
        "kwargs": {
            "repo_url": "https://git.example.com/team/dags.git",
            "tracking_ref": "release",
            "subdir": "dags",
            "refresh_interval": 60,
        },
    }


def test_a_private_repositorys_bundle_takes_no_connection_that_somebody_made() -> None:
    """`git_default` would put its password into the clone's URL, and ssh's options before ours."""
    arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:key-a1b2c3"
    found = bundle("git", {"dags.credentials_secret_arn": arn})["kwargs"]
    assert found["git_conn_id"] == "aeolus_none"
    assert arn not in str(found)
