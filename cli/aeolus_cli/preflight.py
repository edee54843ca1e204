"""What must be there before a command starts: Terraform, cdktf, credentials; one line if not."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from botocore.exceptions import BotoCoreError

from .errors import UserError

LEAST_TERRAFORM = (1, 11)
"""The first with write-only attributes and with the S3 backend's `use_lockfile` (Terraform
changelog, 1.11.0)."""

LEAST_NODE = 20

Which = Callable[[str], str | None]
Read = Callable[[list[str]], str]


def _read(command: list[str]) -> str:
    """Return what a command prints; raises OSError or SubprocessError when it fails."""
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout


def require_terraform(which: Which = shutil.which, read: Read = _read) -> None:
    """Raise UserError when there is no Terraform, or one that is too old."""
    least = ".".join(map(str, LEAST_TERRAFORM))
    cure = f"install Terraform {least} or newer and put it on PATH"
    if which("terraform") is None:
        raise UserError("terraform is not installed", cure=cure)
    try:
        version = str(json.loads(read(["terraform", "version", "-json"]))["terraform_version"])
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError) as error:
        raise UserError(f"terraform does not tell its version: {error}", cure=cure) from error
    if _numbers(version)[:2] < LEAST_TERRAFORM:
        raise UserError(f"terraform is {version}, older than {least}", cure=cure)


def require_cdktf(project: Path, which: Which = shutil.which, read: Read = _read) -> None:
    """Raise UserError when Node is missing or too old, or `npm ci` has not been run."""
    if which("node") is None:
        raise UserError("node is not installed", cure=f"install Node.js {LEAST_NODE} or newer")
    try:
        version = read(["node", "--version"]).strip()
    except (OSError, subprocess.SubprocessError) as error:
        raise UserError(f"node does not run: {error}", cure="install it anew") from error
    if _numbers(version)[:1] < (LEAST_NODE,):
        cure = f"install Node.js {LEAST_NODE} or newer"
        raise UserError(f"node is {version}, older than {LEAST_NODE}", cure=cure)
    if not (project / "node_modules/.bin/cdktf").exists():
        raise UserError("cdktf is not installed in node_modules", cure="run `make setup`")


def require_credentials() -> None:
    """Raise UserError when the usual places hold no AWS credentials; asks no server."""
    # Here, because it takes longer to load than most commands to run.
    import boto3

    cure = "set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; `--sandbox` needs none"
    try:
        found = boto3.Session().get_credentials()
    except BotoCoreError as error:  # a profile that is not there, or half a pair of keys
        raise UserError(f"the AWS credentials cannot be used: {error}", cure=cure) from error
    if found is None:
        raise UserError("there are no AWS credentials", cure=cure)


def _numbers(version: str) -> tuple[int, ...]:
    """Return the numbers of a version such as `v20.11.1` or `1.12.0-beta2`."""
    return tuple(int(each) for each in re.findall(r"\d+", version.split("-")[0]))
