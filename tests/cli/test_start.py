"""A command loads what it needs: a preview of costs is to be there in a second or two."""

from __future__ import annotations

import functools
import subprocess
import sys

import pytest


@functools.cache
def loaded() -> set[str]:
    """Return what a new process has loaded once it knows all commands."""
    code = "import sys, aeolus_cli.main; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_commands_themselves_are_loaded() -> None:
    assert {"typer", "aeolus_cli.main"} <= loaded()


@pytest.mark.parametrize(
    "package", ["boto3", "cdktf", "cryptography", "matplotlib", "moto", "numpy", "ruamel.yaml"]
)
def test_what_takes_long_to_load_is_loaded_by_whoever_uses_it(package: str) -> None:
    assert package not in loaded()
