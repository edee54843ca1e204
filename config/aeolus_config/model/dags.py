"""Where DAGs come from."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import Model, SecretArn
from .format import Format

Folder = Annotated[
    str,
    Format(
        "a folder", "dags/etl", r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*", 255
    ),
]
RefreshSeconds = Annotated[int, Field(ge=1, le=3600)]


class S3Dags(Model):
    """DAGs pushed to the environment's bucket, under `prefix`."""

    source: Literal["s3"] = "s3"
    """`s3`: the environment's bucket."""
    prefix: Folder = "dags"
    """Folder of the bucket."""
    refresh_interval_seconds: RefreshSeconds = 20
    """How often nodes look for changes."""


class GitDags(Model):
    """DAGs from a git repository (Airflow's `GitDagBundle`)."""

    source: Literal["git"]
    """`git`: a repository."""
    repository_url: Annotated[
        str,
        Format(
            "a git URL", "https://git.example.com/team/dags.git", r"(https://|ssh://|git@)\S+", 512
        ),
    ]
    """Without credentials in it."""
    tracking_ref: Annotated[
        str, Format("a branch, tag or commit", "main", r"[A-Za-z0-9_][A-Za-z0-9_./-]*", 255)
    ] = "main"
    """Branch, tag or commit to follow."""
    subdir: Folder | None = None
    """Folder of the repository that holds the DAGs; all of it, if none."""
    credentials_secret_arn: SecretArn | None = None
    """Secrets Manager secret with the deploy key or token of a private repository."""
    refresh_interval_seconds: RefreshSeconds = 60
    """How often nodes look for changes."""


DagSource = Annotated[S3Dags | GitDags, Field(discriminator="source")]
