"""Where DAGs come from."""

from __future__ import annotations

import base64
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from .base import Model, SecretArn
from .format import Format

Folder = Annotated[
    str,
    Format(
        "a folder", "dags/etl", r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*", 255
    ),
]


def _host_key(line: str) -> str:
    """Return `line` when its key is of the type that it says (RFC 4253, section 6.6)."""
    _, type_, key = line.split()
    name = type_.encode()
    try:
        content = base64.b64decode(key, validate=True)
    except ValueError:
        content = b""
    if not content.startswith(len(name).to_bytes(4) + name):
        raise ValueError(
            f"holds no whole key of type {type_}: copy the line that ssh-keyscan prints"
        )
    return line


HostKey = Annotated[
    str,
    Format(
        "a line of known_hosts",
        "git.example.com ssh-ed25519 "
        "AAAAC3NzaC1lZDI1NTE5AAAAIB42liCZ2Czp1RoDEP/WF8k+X1aYQWU6BiQyGw947/Q3",
        r"[^\s#|@]\S* (ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)) [A-Za-z0-9+/]+={0,2}",
    ),
    AfterValidator(_host_key),
]
"""Names, type and key of a server, as `ssh-keyscan` prints them."""
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
            "a git URL", "https://git.example.com/team/dags.git", r"(https://|ssh://|git@)\S+", 256
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
    """Secrets Manager secret of a private repository: over https `TOKEN` or `USER:TOKEN`, over SSH
    a deploy key as it is in its file."""
    ssh_host_keys: tuple[HostKey, ...] = ()
    """Keys by which the server of a repository over SSH is known: what `ssh-keyscan` prints, once
    compared with what its operator publishes."""
    refresh_interval_seconds: RefreshSeconds = 60
    """How often nodes look for changes."""


DagSource = Annotated[S3Dags | GitDags, Field(discriminator="source")]
