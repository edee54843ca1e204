"""A node's way to a private repository: the files and the environment that the agent makes.

All is as on a node but for the places, which are below a folder of the test's.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

from aeolus_agent import places
from aeolus_agent.credentials.compose import Credential, compose
from aeolus_agent.git_access import GitAccess
from aeolus_agent.install.git import git_files
from aeolus_agent.install.roles import GIT
from aeolus_agent.secrets import Secret
from support.node_descriptions import WORKER, arn
from support.project import ROOT

AGENT = ROOT / "node/aeolus_agent"


@dataclass(frozen=True)
class Node:
    """A node below `root` whose repository is reached by `access`."""

    root: Path
    access: GitAccess

    def install(self) -> None:
        """Lay out what `install` lays out."""
        for path, text in git_files(self.access).items():
            there = self.there(str(path))
            Path(there).parent.mkdir(parents=True, exist_ok=True)
            Path(there).write_text(self.there(text))
        self.credentials.mkdir(exist_ok=True)

    def take(self, secret: str) -> None:
        """Hand out the credential made of the secret, as systemd does when a unit starts."""
        node = replace(WORKER, secrets={"git_credentials": arn("git")}, git=self.access)
        made = compose({Secret.GIT_CREDENTIALS: secret}, node)[Credential.GIT_CREDENTIALS]
        path = self.credentials / Credential.GIT_CREDENTIALS
        path.unlink(missing_ok=True)
        path.write_text(made)
        path.chmod(0o400)

    @property
    def credentials(self) -> Path:
        """What systemd hands to the unit."""
        return self.root / "credentials"

    @property
    def environment(self) -> dict[str, str]:
        """The variables that the unit has for git."""
        (line,) = re.findall(
            r"^Environment=(.*)$", (AGENT / "units" / GIT).read_text(), re.MULTILINE
        )
        set_ = dict(each.split("=", 1) for each in self.there(line).split())
        return {
            **set_,
            "CREDENTIALS_DIRECTORY": str(self.credentials),
            "HOME": str(self.root),
            "PATH": "/usr/bin:/bin",
        }

    def there(self, text: str) -> str:
        """Return a text with the places of this node."""
        moved = text.replace(str(places.CREDENTIAL), str(AGENT / "bin/credential"))
        return moved.replace(str(places.SETTINGS), str(self.root / "etc"))


@dataclass(frozen=True)
class User:
    """A unit of a node that runs git."""

    node: Node
    more: dict[str, str]

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run git as the unit does."""
        return subprocess.run(
            ["git", *arguments],
            cwd=self.node.root,
            env={**self.node.environment, **self.more},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )

    def clone(self, url: str, name: str = "clone") -> Path:
        """Clone it; return where."""
        done = self.git("clone", "--quiet", url, name)
        assert done.returncode == 0, done.stderr
        return self.node.root / name

    def refused(self, url: str) -> str:
        """Return what git says as it cannot clone it."""
        done = self.git("clone", "--quiet", url, "refused")
        assert done.returncode != 0
        return done.stderr
