"""The programs that must be on PATH, and what to install where one is missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import SetupError
from .shell import progress, run

Version = tuple[int, ...]


@dataclass(frozen=True)
class Tool:
    """A program: its command, the Debian packages that have it, and the oldest usable version."""

    command: str
    packages: tuple[str, ...]
    minimum: Version = ()
    source: str = "your system's packages"


FOR_SYNTH = (
    Tool("git", ("git",)),
    # jsii runs the constructs in it.
    Tool("node", ("nodejs", "npm"), (20,), "https://nodejs.org/en/download"),
)
TOOLS = (
    *FOR_SYNTH,
    Tool("npm", ("npm",), (), "https://nodejs.org/en/download"),
    # Not in Debian; 1.11 is the first with write-only attributes and the S3 lock file.
    Tool("terraform", (), (1, 11), "https://developer.hashicorp.com/terraform/install"),
)


def require(tools: Sequence[Tool], root: Path) -> None:
    """Install by apt-get what is missing, when root on Debian or Ubuntu.

    Raises SetupError that says what to install and how, when this cannot.
    """
    lacking = {tool: problem for tool in tools if (problem := problem_with(tool))}
    if not lacking:
        return
    packages = sorted({name for tool in lacking for name in tool.packages})
    by_apt = shutil.which("apt-get") is not None
    beyond_apt = [tool for tool in lacking if not by_apt or not _in_debian(tool)]
    if beyond_apt:
        raise SetupError(
            "; ".join(f"{lacking[tool]}; install it from {tool.source}" for tool in beyond_apt)
        )
    if os.geteuid() != 0:
        raise SetupError(
            f"{'; '.join(lacking.values())}; run: sudo apt-get install -y {' '.join(packages)}"
        )
    apt_install(packages, root)
    for tool in lacking:
        if problem := problem_with(tool):
            raise SetupError(f"{problem}, even after apt-get install {' '.join(packages)}")


def apt_install(packages: Sequence[str], root: Path) -> None:
    """Install Debian packages. Raises SetupError with what apt-get says when it cannot."""
    with progress(f"installing {' '.join(packages)} by apt-get"):
        log = root / ".aeolus/logs/apt.log"
        run(["apt-get", "update", "-q"], log=log, cwd=root)
        run(
            ["apt-get", "install", "-yq", *packages],
            log=log,
            cwd=root,
            env={"DEBIAN_FRONTEND": "noninteractive"},
        )


def problem_with(tool: Tool) -> str:
    """Return what is wrong with the tool on PATH, or nothing."""
    needed = f"Aeolus needs {_dotted(tool.minimum)} or newer" if tool.minimum else "Aeolus needs it"
    path = shutil.which(tool.command)
    if path is None:
        return f"{tool.command} is missing: {needed}"
    if not tool.minimum:
        return ""
    found = _version(_output([path, "version" if tool.command == "terraform" else "--version"]))
    if not found:
        return f"{tool.command} does not tell its version ({path}): {needed}"
    if found < tool.minimum:
        return f"{tool.command} {_dotted(found)} is too old ({path}): {needed}"
    return ""


def _in_debian(tool: Tool) -> bool:
    """True when apt-get can install the tool in a version that is new enough."""
    if not tool.packages:
        return False
    shown = _output(["apt-cache", "show", "--no-all-versions", tool.packages[0]])
    version = re.search(r"^Version: *(?:\d+:)?(.*)$", shown, re.MULTILINE)
    # A machine that never ran `apt-get update` knows no package: then the update is worth a try.
    return version is None or not tool.minimum or _version(version[1]) >= tool.minimum


def _output(command: Sequence[str]) -> str:
    """Return what a command prints; nothing when it fails."""
    # An inherited TF_CLI_CONFIG_FILE may name a file that does not exist.
    quiet = {**os.environ, "CHECKPOINT_DISABLE": "1", "TF_CLI_CONFIG_FILE": os.devnull}
    done = subprocess.run(
        command, env=quiet, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    return done.stdout if done.returncode == 0 else ""


def _version(text: str) -> Version:
    """Return the first dotted number in the text."""
    number = re.search(r"\d+(?:\.\d+)+", text)
    return tuple(map(int, number[0].split("."))) if number else ()


def _dotted(version: Version) -> str:
    return ".".join(map(str, version))
