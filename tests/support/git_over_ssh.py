"""A private git repository over SSH: a real sshd, on loopback or in a network namespace."""

from __future__ import annotations

import getpass
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.git_repository import ADDRESS, HOST, Repository
from support.machines import until

SSHD, SSH_PORT = "/usr/sbin/sshd", 22
LET_IN = ("deploy", "rsa", "ecdsa")
needs_sshd = pytest.mark.skipif(
    not Path(SSHD).exists(), reason="needs sshd: apt-get install openssh-server"
)


@dataclass(frozen=True)
class SshServer:
    """A real sshd that lets one deploy key in."""

    port: int
    folder: Path
    host: str = HOST

    @property
    def url(self) -> str:
        """The repository's."""
        return f"ssh://{getpass.getuser()}@{self.host}:{self.port}{self.folder}/dags.git"

    @property
    def host_key(self) -> str:
        """Type and key."""
        return " ".join((self.folder / "host.pub").read_text().split()[:2])

    def deploy_key(self, name: str = "deploy", *options: str) -> str:
        """Return a private key, made once by ssh-keygen; those of `LET_IN` are let in."""
        return _key(self.folder / name, *options)

    def refuse(self, name: str = "deploy") -> None:
        """Let a deploy key in no more, as a team that has taken it out of its repository."""
        (self.folder / f"{name}.pub").unlink()


def _key(path: Path, *options: str) -> str:
    if not path.exists():
        made = [
            "ssh-keygen",
            "-q",
            "-N",
            "",
            "-C",
            "",
            *(options or ("-t", "ed25519")),
            "-f",
            str(path),
        ]
        subprocess.run(made, check=True)
    return path.read_text()


@contextmanager
def ssh_server(repository: Repository) -> Iterator[SshServer]:
    """Run one on loopback as whoever runs the tests."""
    with socket.create_server((ADDRESS, 0)) as free:
        port = free.getsockname()[1]
    with _serving(SshServer(port, repository.folder), ADDRESS, []) as server:
        yield server


@contextmanager
def ssh_server_within(namespace: str, address: str, repository: Repository) -> Iterator[SshServer]:
    """Run one in a network namespace, at an address that it has there."""
    server = SshServer(SSH_PORT, repository.folder, address)
    with _serving(server, address, ["ip", "netns", "exec", namespace]) as server:
        yield server


@contextmanager
def _serving(server: SshServer, address: str, within: Sequence[str]) -> Iterator[SshServer]:
    folder = server.folder
    _key(folder / "host")
    keys = " ".join(f"{folder}/{name}.pub" for name in LET_IN)
    (folder / "sshd_config").write_text(
        f"ListenAddress {address}:{server.port}\nHostKey {folder}/host\nPidFile none\nUsePAM no\n"
        f"AuthorizedKeysFile {keys}\nStrictModes no\nPasswordAuthentication no\n"
        "KbdInteractiveAuthentication no\n"
        "PermitRootLogin prohibit-password\nMaxStartups 100\n"
    )
    with (
        (folder / "sshd.log").open("w") as log,
        # By root it wants a folder that a machine's own makes as it starts.
        subprocess.Popen(
            [*within, *_with_run_sshd(), SSHD, "-D", "-e", "-f", f"{folder}/sshd_config"],
            stderr=log,
        ) as process,
    ):
        try:
            until(lambda: "listening" in (folder / "sshd.log").read_text(), "sshd listens")
            yield server
        finally:
            process.terminate()


def _with_run_sshd() -> list[str]:
    if Path("/run/sshd").exists() or getpass.getuser() != "root":
        return []
    mount = 'mount -t tmpfs -o mode=0755 tmpfs /run && mkdir /run/sshd && exec "$@"'
    return [str(shutil.which("unshare")), "--mount", "sh", "-c", mount, "sshd"]
