"""Airflow's own GitDagBundle reads a private repository, by the files that a node has for git."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from aeolus_agent.git_access import GitAccess
from aeolus_config.model import GitDags
from aeolus_node.airflow_cfg.dag_source import bundles
from aeolus_sandbox.authority import Authority
from support.airflow_environment import unpack
from support.bundle_process import Node, bundle_process
from support.git_access import Node as GitNode
from support.git_over_https import https_server
from support.git_over_ssh import needs_sshd, ssh_server
from support.git_repository import HOST, Repository
from support.node_descriptions import arn

pytestmark = [pytest.mark.sandbox, needs_sshd]
LOGIN = "somebody:s3cr3t-0123456789"


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpack(tmp_path_factory.mktemp("airflow"))


@dataclass
class Private:
    """A process of Airflow on a node, a private repository, and the secret that opens it."""

    airflow: Node
    git: GitNode
    repository: Repository
    right: str
    wrong: str
    told: str
    """What git says of the wrong one."""


@pytest.fixture(params=["https", "ssh"])
def private(request: pytest.FixtureRequest, packages: Path, tmp_path: Path) -> Iterator[Private]:
    repository = Repository(tmp_path / "git")
    repository.make()
    variables = {}
    with ExitStack() as stack:
        if request.param == "https":
            authority = Authority.open(tmp_path / "authority")
            https = stack.enter_context(https_server(repository, authority))
            https.login = LOGIN
            access, url = GitAccess(HOST, https.port, ssh=False), https.url
            variables["GIT_SSL_CAINFO"] = str(https.authority)
            right, wrong, told = LOGIN, "somebody:hush", f"Authentication failed for '{url}/'"
        else:
            ssh = stack.enter_context(ssh_server(repository))
            access, url = GitAccess(HOST, ssh.port, True, (ssh.host_key,)), ssh.url
            right, wrong = ssh.deploy_key(), ssh.deploy_key("another")
            told = "Permission denied (publickey)"
        git = GitNode(tmp_path / "node", access)
        git.install()
        source = GitDags(source="git", repository_url=url, credentials_secret_arn=arn("git"))
        listed = bundles(source, bucket="none")
        home = tmp_path / "home"
        home.mkdir()
        environment = {**git.environment, **variables}
        airflow = stack.enter_context(bundle_process(packages, home, listed, environment))
        yield Private(airflow, git, repository, right, wrong, told)


def test_a_run_keeps_its_version_and_the_next_commit_is_seen(private: Private) -> None:
    first = private.repository.commit(a="x = 1\n")
    private.git.take(private.right)
    airflow = private.airflow
    airflow.do("begin", "processor", "dags")
    assert airflow.do("look", "processor")["version"] == first
    second = private.repository.commit(a="x = 2\n")
    airflow.do("refresh", "processor")
    assert airflow.do("look", "processor")["version"] == second
    airflow.do("begin", "task", "dags", first)
    airflow.do("begin", "later", "dags", private.repository.commit(a="x = 3\n"))
    assert airflow.do("look", "task")["files"]["a.py"] == "x = 1\n"
    assert airflow.do("look", "later")["files"]["a.py"] == "x = 3\n"


def test_a_wrong_credential_is_told_in_gits_words_and_a_right_one_then_counts(
    private: Private,
) -> None:
    private.repository.commit(a="x = 1\n")
    private.git.take(private.wrong)
    assert "Error cloning repository" in private.airflow.fail("begin", "processor", "dags")
    assert private.told in private.airflow.log
    private.git.take(private.right)
    private.airflow.do("begin", "processor", "dags")


def test_no_part_of_the_credential_is_in_the_clones_or_in_what_is_said(private: Private) -> None:
    private.repository.commit(a="x = 1\n")
    private.git.take(private.right)
    private.airflow.do("begin", "processor", "dags")
    secret = private.right.strip().splitlines()[-2:][0].rpartition(":")[2]
    kept = [path for path in private.airflow.home.rglob("*") if path.is_file()]
    assert any(path.name == "a.py" for path in kept)
    assert not [path for path in kept if secret.encode() in path.read_bytes()]
