"""Where DAGs come from."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .base import Model, Positive


class S3Dags(Model):
    """DAGs pushed to the environment's bucket, under `prefix`."""

    source: Literal["s3"] = "s3"
    prefix: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$")] = (
        "dags"
    )
    refresh_interval_seconds: Positive = 20


class GitDags(Model):
    """DAGs from a git repository (Airflow's `GitDagBundle`)."""

    source: Literal["git"]
    repository_url: Annotated[str, StringConstraints(pattern=r"^(https://|ssh://|git@)\S+$")]
    tracking_ref: str = "main"
    subdir: str | None = None
    credentials_secret_arn: (
        Annotated[str, StringConstraints(pattern=r"^arn:aws[a-z-]*:secretsmanager:\S+$")] | None
    ) = None
    """Secrets Manager secret with the deploy key or token of a private repository."""
    refresh_interval_seconds: Positive = 60


DagSource = Annotated[S3Dags | GitDags, Field(discriminator="source")]
