"""Which server a git repository's URL names."""

from __future__ import annotations

import re
from dataclasses import dataclass

HTTPS_PORT, SSH_PORT = 443, 22

# git-clone(1), "GIT URLS"; the second is its form like scp's, which has no port.
_HOST = r"(?P<host>[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?)"
_URL = re.compile(rf"(?P<scheme>https|ssh)://([^/@]*@)?{_HOST}(:(?P<port>[0-9]{{1,5}}))?/\S+")
_LIKE_SCP = re.compile(rf"[^/@:]+@{_HOST}:(?![0-9]+/)\S+")


@dataclass(frozen=True)
class GitServer:
    """A server of git repositories, reached by SSH or else by HTTPS."""

    host: str
    port: int
    ssh: bool

    @classmethod
    def of(cls, url: str) -> GitServer | None:
        """Return the server that `url` names; None where it names none.

        A port in a URL like scp's is none: git takes it for the first folder.
        """
        if found := _LIKE_SCP.fullmatch(url):
            return cls(found["host"], SSH_PORT, ssh=True)
        found = _URL.fullmatch(url)
        if found is None:
            return None
        ssh = found["scheme"] == "ssh"
        port = int(found["port"] or (SSH_PORT if ssh else HTTPS_PORT))
        return cls(found["host"], port, ssh) if 0 < port < 65536 else None

    @property
    def known_as(self) -> str:
        """What known_hosts calls it (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT")."""
        return self.host if self.port == SSH_PORT else f"[{self.host}]:{self.port}"
