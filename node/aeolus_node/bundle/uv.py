"""Running uv, for the platforms that nodes have."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from uv import find_uv_bin

from .errors import BundleError
from .folders import PROJECT
from .node_bundle import Architecture

PYTHON_VERSION = "3.11"
"""Debian 12's."""

LOCKED_AT = "2026-09-18"
"""Nothing that was published since is taken: the same requirements give the same packages."""

_PLATFORMS: dict[Architecture, str] = {
    "amd64": "x86_64-manylinux_2_36",
    "arm64": "aarch64-manylinux_2_36",
}
"""Debian 12 has glibc 2.36."""


class UvError(Exception):
    """uv ended with an error; its text is what uv said."""


def run(*arguments: str | Path) -> None:
    """Run uv; raises UvError when it fails, BundleError when it is not there."""
    try:
        program = find_uv_bin()
    except FileNotFoundError as error:
        raise BundleError("uv is not installed beside Python", cure="run `make setup`") from error
    done = subprocess.run(
        [program, *arguments],
        cwd=PROJECT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise UvError(done.stderr.strip())


def target(architecture: Architecture) -> list[str]:
    """Return the options that choose what runs on a node of `architecture`: built packages."""
    return [
        *("--python-version", PYTHON_VERSION),
        *("--python-platform", _PLATFORMS[architecture]),
        *("--only-binary", ":all:"),
    ]


def resolve(
    architecture: Architecture, source: Path, output: Path, options: Sequence[str | Path] = ()
) -> None:
    """Write to `output` the packages that the requirements in `source` come to, by hash.

    Raises UvError. `output` may exist: its versions are kept as far as they are right.
    """
    run(
        *("pip", "compile", "--quiet", "--generate-hashes", "--no-header"),
        *("--no-emit-index-url", "--no-emit-find-links"),
        *("--exclude-newer", LOCKED_AT),
        *target(architecture),
        *options,
        source,
        *("--output-file", output),
    )
