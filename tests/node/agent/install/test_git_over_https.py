"""git itself, by the files that a node has for it, shows a token to one server alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aeolus_agent.git_access import GitAccess
from aeolus_sandbox.authority import Authority
from support.git_access import Node, User
from support.git_over_https import HttpsServer, https_server
from support.git_repository import HOST, Repository

SECRET = "s3cr3t-0123456789"
TOKEN = f"somebody:{SECRET}"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = Repository(tmp_path_factory.mktemp("git"))
    made.make()
    made.commit(a="x = 1\n")
    return made


@pytest.fixture(scope="module")
def server(
    repository: Repository, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[HttpsServer]:
    authority = Authority.open(tmp_path_factory.mktemp("authority"))
    with https_server(repository, authority) as made:
        yield made


@pytest.fixture
def user(server: HttpsServer, tmp_path: Path) -> User:
    node = Node(tmp_path, GitAccess(HOST, server.port, ssh=False))
    node.install()
    server.login = TOKEN
    server.asked.clear()
    return User(node, {"GIT_SSL_CAINFO": str(server.authority)})


def test_a_user_with_a_token_reads_and_a_later_commit_too(
    user: User, server: HttpsServer, repository: Repository
) -> None:
    user.node.take(f"{TOKEN}\n")
    clone = user.clone(server.url)
    new = repository.commit(a="x = 2\n")
    assert user.git("-C", str(clone), "pull", "--quiet").stderr == ""
    assert (clone / "a.py").read_text() == "x = 2\n"
    assert user.git("-C", str(clone), "rev-parse", "HEAD").stdout.strip() == new


def test_a_token_alone_has_a_user_that_it_is_known_by(user: User, server: HttpsServer) -> None:
    server.login = "x-access-token:ghp_0123"
    user.node.take("ghp_0123")
    user.clone(server.url)


def test_a_new_token_counts_for_the_clone_that_is_there(
    user: User, server: HttpsServer, repository: Repository
) -> None:
    user.node.take(TOKEN)
    clone = user.clone(server.url)
    server.login = "somebody:new"
    assert user.git("-C", str(clone), "fetch").returncode != 0
    user.node.take("somebody:new")
    assert user.git("-C", str(clone), "fetch").returncode == 0


def test_the_token_is_in_no_file_of_the_clone_and_in_no_line_that_git_prints(
    user: User, server: HttpsServer
) -> None:
    user.node.take(TOKEN)
    done = user.git("clone", "--verbose", server.url, "clone")
    held = [path for path in (user.node.root / "clone").rglob("*") if path.is_file()]
    assert done.returncode == 0
    assert SECRET.encode() not in b"".join(path.read_bytes() for path in held)
    assert SECRET not in done.stdout + done.stderr


def test_a_wrong_token_is_told_and_not_shown(user: User, server: HttpsServer) -> None:
    user.node.take("somebody:hush")
    said = user.refused(server.url)
    assert f"Authentication failed for '{server.url}/'" in said
    assert "hush" not in said


@pytest.mark.parametrize(("host", "further"), [("git.example.com", 0), (HOST, 1)])
def test_no_other_server_is_shown_it(
    user: User, server: HttpsServer, host: str, further: int
) -> None:
    access = GitAccess(host, server.port + further, ssh=False)
    other = User(Node(user.node.root, access), user.more)
    other.node.install()
    other.node.take(TOKEN)
    assert f"could not read Username for 'https://{HOST}" in other.refused(server.url)
    assert server.asked == [None]


def test_a_server_that_nobody_vouches_for_is_shown_nothing(user: User, server: HttpsServer) -> None:
    user.node.take(TOKEN)
    said = User(user.node, {}).refused(server.url)
    assert "certificate" in said
    assert server.asked == []
