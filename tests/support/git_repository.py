"""A git repository as a team has one, for tests of who reads it."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

HOST, ADDRESS = "localhost", "127.0.0.1"
"""Where it is served."""


def git(*arguments: str, at: Path, **variables: str) -> str:
    """Run git as nobody in particular; return what it prints."""
    quiet = {
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_SYSTEM": "/dev/null",
        "PATH": "/usr/bin:/bin",
    }
    done = subprocess.run(
        ["git", *arguments], cwd=at, env={**quiet, **variables}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@dataclass
class Repository:
    """A bare repository `dags.git` below a folder, and who commits to it."""

    folder: Path

    @property
    def bare(self) -> Path:
        """Where it is."""
        return self.folder / "dags.git"

    def make(self) -> None:
        """Let there be one, without a commit."""
        self.folder.mkdir(exist_ok=True)
        git("init", "--quiet", "--bare", "--initial-branch=main", str(self.bare), at=self.folder)
        git("clone", "--quiet", str(self.bare), "work", at=self.folder)

    def commit(self, **files: str) -> str:
        """Let Python files have these texts on `main`; return the commit."""
        work = self.folder / "work"
        for name, text in files.items():
            (work / f"{name}.py").write_text(text)
        somebody = ("-c", "user.name=somebody", "-c", "user.email=somebody@example.com")
        git("add", "--all", at=work)
        git(*somebody, "commit", "--quiet", "--message=change", at=work)
        git("push", "--quiet", "origin", "HEAD:main", at=work)
        return self.head()

    def head(self) -> str:
        """Return the last commit on `main`."""
        return git("rev-parse", "main", at=self.bare)
