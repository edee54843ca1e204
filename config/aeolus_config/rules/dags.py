"""Where DAGs come from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aeolus_config.git_server import GitServer
from aeolus_config.model import Egress, Environment, GitDags, S3Dags

from .registry import Finding, rule

TAKEN = frozenset({"logs", "artefacts"})
"""Folders of the bucket that hold something else."""

CREDENTIALS = re.compile(r"https://[^/]*@")
SSH = ("ssh://", "git@")
HOST_KEYS_ROOM = 800
"""Characters of all host keys, without names: what user data has room for."""


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


@rule(source="git-clone(1), GIT URLS")
def git_url_names_a_server(environment: Environment) -> Iterator[Finding]:
    """A repository's URL names a server that nodes can be let to, and a path."""
    dags = environment.dags
    if isinstance(dags, GitDags) and GitServer.of(dags.repository_url) is None:
        yield Finding(
            ("dags", "repository_url"),
            "names no server and path that git would find",
            "write https://HOST/PATH, git@HOST:PATH, or ssh://git@HOST:PORT/PATH",
        )


@rule(source="ssh_config(5), StrictHostKeyChecking; sshd(8), SSH_KNOWN_HOSTS FILE FORMAT")
def git_server_is_known_over_ssh(environment: Environment) -> Iterator[Finding]:
    """A git server is known by its host keys over SSH, and by its certificate over https."""
    dags = environment.dags
    if not isinstance(dags, GitDags) or (server := GitServer.of(dags.repository_url)) is None:
        return
    path = ("dags", "ssh_host_keys")
    if not server.ssh:
        if dags.ssh_host_keys:
            yield Finding(path, "would be for nothing: git reads over https", "remove it")
        return
    if not dags.ssh_host_keys:
        yield Finding(
            path,
            f"is missing: nodes would trust whoever answers as {server.host}",
            f"add what ssh-keyscan -p {server.port} {server.host} prints, compared with what its "
            "operator publishes",
        )
    for index, line in enumerate(dags.ssh_host_keys):
        names, _, _ = line.partition(" ")
        if server.known_as not in names.split(","):
            yield Finding(
                (*path, index),
                f"is a key of {names}, and the repository is on {server.known_as}",
                f"begin the line with {server.known_as}, if it is its key",
            )
    total = sum(len(line.partition(" ")[2]) for line in dags.ssh_host_keys)
    if total > HOST_KEYS_ROOM:
        yield Finding(
            path,
            f"comes to {total} characters, and nodes are told of {HOST_KEYS_ROOM}",
            "keep the key that begins with ssh-ed25519, which is enough",
        )
