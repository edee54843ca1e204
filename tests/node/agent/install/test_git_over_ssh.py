"""git itself, by the files that a node has for it, shows a deploy key to a server that it knows."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from aeolus_agent.credentials.compose import UnusableSecretError
from aeolus_agent.git_access import GitAccess
from support.git_access import Node, User
from support.git_over_ssh import SshServer, needs_sshd, ssh_server
from support.git_repository import HOST, Repository

pytestmark = needs_sshd
PUBLIC = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB42liCZ2Czp1RoDEP/WF8k+X1aYQWU6BiQyGw947/Q3"
"""Nobody's here."""


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = Repository(tmp_path_factory.mktemp("git"))
    made.make()
    made.commit(a="x = 1\n")
    return made


@pytest.fixture(scope="module")
def server(repository: Repository) -> Iterator[SshServer]:
    with ssh_server(repository) as made:
        yield made


@pytest.fixture
def user(server: SshServer, tmp_path: Path) -> User:
    node = Node(tmp_path, GitAccess(HOST, server.port, ssh=True, host_keys=(server.host_key,)))
    node.install()
    return User(node, {})


def test_a_deploy_key_reads_and_a_later_commit_too(
    user: User, server: SshServer, repository: Repository
) -> None:
    user.node.take(server.deploy_key())
    clone = user.clone(server.url)
    repository.commit(a="x = 3\n")
    done = user.git("-C", str(clone), "pull", "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    assert (clone / "a.py").read_text() == "x = 3\n"


def test_a_wrong_key_is_told(user: User, server: SshServer) -> None:
    user.node.take(server.deploy_key("another"))
    assert "Permission denied (publickey)" in user.refused(server.url)


def test_a_server_with_another_key_is_not_spoken_to(
    user: User, server: SshServer, tmp_path: Path
) -> None:
    other = GitAccess(HOST, server.port, ssh=True, host_keys=(PUBLIC,))
    node = Node(tmp_path / "other", other)
    node.root.mkdir()
    node.install()
    node.take(server.deploy_key())
    said = User(node, {}).refused(server.url)
    assert "Host key verification failed." in said
    assert "REMOTE HOST IDENTIFICATION HAS CHANGED" in said


def test_no_other_server_is_shown_the_key(user: User, server: SshServer) -> None:
    """It is reached as if there were nothing of ours."""
    user.node.take(server.deploy_key())
    options = {"GIT_TRACE": "0", "GIT_SSH_VARIANT": "ssh"}
    ssh = ["ssh", "-G", "-F", str(user.node.root / "etc/ssh_config")]
    shown = subprocess.run(
        [*ssh, "git.example.org"],
        env={**user.node.environment, **options},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert str(user.node.root) not in shown
    assert "stricthostkeychecking ask" in shown


def test_a_key_that_root_owns_and_the_unit_may_read_is_taken(user: User, server: SshServer) -> None:
    """As systemd hands it out: by an access list, which ssh sees as the group's right."""
    user.node.take(server.deploy_key())
    path = user.node.credentials / "git_credentials"
    path.chmod(0o440)
    if os.geteuid() == 0:
        os.chown(path, 65534, -1)
    assert user.git("ls-remote", server.url).returncode == (0 if os.geteuid() == 0 else 128)


@pytest.mark.parametrize(("type_", "format_"), [("rsa", "PEM"), ("ecdsa", "PKCS8")])
def test_keys_in_pem_are_read_too(user: User, server: SshServer, type_: str, format_: str) -> None:
    user.node.take(server.deploy_key(type_, "-t", type_, "-m", format_))
    assert user.git("ls-remote", server.url).returncode == 0


def test_line_breaks_of_another_system_and_a_lost_one_at_the_end_do_no_harm(
    user: User, server: SshServer
) -> None:
    user.node.take(server.deploy_key().replace("\n", "\r\n").rstrip())
    assert user.git("ls-remote", server.url).returncode == 0


def test_a_key_with_a_passphrase_is_refused_before_ssh_asks_for_it(
    user: User, server: SshServer
) -> None:
    with pytest.raises(UnusableSecretError, match="no private key without a passphrase"):
        user.node.take(server.deploy_key("closed", "-t", "ed25519", "-N", "a passphrase"))
