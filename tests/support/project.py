"""A project folder like a user's clone, with a state of its own, and `aeolus` run in it."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

from aeolus_cli.target import IMAGES

ROOT = Path(__file__).resolve().parents[2]
SHARED = (".venv", "node_modules", "cdktf.json", "lambda", "requirements", "examples")


@dataclass(frozen=True)
class Project:
    """A folder that shares the code of this one, and has its own environments and sandbox."""

    root: Path

    @classmethod
    def make(cls, root: Path) -> Project:
        """Lay out a project at `root`."""
        root.mkdir()
        for name in SHARED:
            (root / name).symlink_to(ROOT / name)
        environments = root / "config" / "environments"
        environments.mkdir(parents=True)
        for file in (ROOT / "config" / "environments").glob("*.yaml"):
            (environments / file.name).write_text(file.read_text())
        return cls(root)

    def share_images(self, images: Path) -> None:
        """Let its regions boot from images that are somewhere else."""
        here = self.root / IMAGES
        here.parent.mkdir(parents=True, exist_ok=True)
        here.symlink_to(images)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start `aeolus` with these arguments, its output kept in one stream."""
        return subprocess.Popen(
            [str(ROOT / ".venv" / "bin" / "aeolus"), *arguments],
            cwd=self.root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # Whoever runs tests in the background of a shell ignores it, and so would all of these.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )

    def run(self, *arguments: str) -> tuple[int, str]:
        """Run `aeolus` to its end; return its exit status and output."""
        with self.start(*arguments) as process:
            output, _ = process.communicate()
        return process.returncode, output

    def log(self, environment: str) -> str:
        """Return what Terraform printed while deploying into the sandbox so far."""
        path = self.root / ".aeolus" / "sandbox" / environment / "logs" / "deploy.log"
        return path.read_text() if path.exists() else ""

    def forget_log(self, environment: str) -> None:
        """Empty the log, so that what it says is of the next deploy."""
        path = self.root / ".aeolus" / "sandbox" / environment / "logs" / "deploy.log"
        path.unlink(missing_ok=True)


def wait_until(condition: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Return once `condition` holds; fails with the output of `process` if that ends before."""
    while not condition():
        if process.poll() is not None:
            output = process.stdout.read() if process.stdout else ""
            raise AssertionError(f"ended with {process.returncode}:\n{output}")
        time.sleep(0.2)


def suspend_tree(process: subprocess.Popen[str]) -> None:
    """Let `process` and all below it stand still where they are, for as long as a test looks."""
    parent = psutil.Process(process.pid)
    for each in (parent, *parent.children(recursive=True)):
        each.suspend()


def kill_tree(process: subprocess.Popen[str]) -> None:
    """End `process` and all below it with SIGKILL, as a machine that loses power would."""
    parent = psutil.Process(process.pid)
    for each in (parent, *parent.children(recursive=True)):
        each.kill()
    process.wait()
