"""Where DAGs come from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aeolus_config.model import Egress, Environment, GitDags, S3Dags

from .registry import Finding, rule

TAKEN = frozenset({"logs", "artefacts"})
"""Folders of the bucket that hold something else."""

CREDENTIALS = re.compile(r"https://[^/]*@")
SSH = ("ssh://", "git@")


@rule(source="Aeolus")
def dag_prefix_is_free(environment: Environment) -> Iterator[Finding]:
    """DAGs are not put where the bucket keeps logs or node artefacts."""
    dags = environment.dags
    if isinstance(dags, S3Dags) and dags.prefix.split("/")[0] in TAKEN:
        yield Finding(
            ("dags", "prefix"),
            f"is taken: the bucket keeps {' and '.join(sorted(TAKEN))} there",
            "write another folder, such as dags",
        )


@rule(source="Amazon VPC User Guide, AWS PrivateLink: endpoints reach AWS services only")
def git_is_reachable(environment: Environment) -> Iterator[Finding]:
    """DAGs do not come from git where the network made here has no way out."""
    network = environment.network
    if (
        isinstance(environment.dags, GitDags)
        and network.existing is None
        and network.egress is Egress.NONE
    ):
        yield Finding(
            ("dags", "source"),
            "cannot be reached with network.egress none",
            "use source: s3, or a NAT gateway",
        )


@rule(source="AWS Well-Architected, Security Pillar, SEC02: store and use secrets securely")
def git_credentials_are_in_a_secret(environment: Environment) -> Iterator[Finding]:
    """Credentials for git are in Secrets Manager, never in the file; SSH cannot do without."""
    dags = environment.dags
    if not isinstance(dags, GitDags):
        return
    if CREDENTIALS.match(dags.repository_url):
        yield Finding(
            ("dags", "repository_url"),
            "holds a user name or token, which would be in git and on every node",
            "put it into Secrets Manager, and its ARN into dags.credentials_secret_arn",
        )
    if dags.repository_url.startswith(SSH) and dags.credentials_secret_arn is None:
        yield Finding(
            ("dags", "repository_url"),
            "is read over SSH, which takes a key",
            "add dags.credentials_secret_arn, or read it over https://",
        )
