"""The command `install-ssm-agent`: Systems Manager's agent, from AWS's own bucket in the region.

Debian's image has none. Without it the node works; only sessions and commands are not to be had.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from botocore import UNSIGNED
from botocore.exceptions import BotoCoreError, ClientError

from .aws import client
from .description import NodeDescription, SsmAgent
from .insist import NotYetError, insist
from .places import NODE
from .saying import say

Run = Callable[[list[str]], None]


def run() -> int:
    """Install the version that the node is told, once it can be fetched; return the exit status."""
    node = NodeDescription.loads(NODE.read_text())
    if node.ssm_agent is None:
        say("no version of the SSM agent is pinned: sessions and commands are not to be had")
        return 0
    architecture = subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()
    # The bucket is open to all, and the node's role has no right to it.
    s3 = client("s3", node.region, signature_version=UNSIGNED)
    fetched = partial(fetch, s3, node.ssm_agent, region=node.region, architecture=architecture)
    install(insist(fetched, pause=time.sleep, say=say), _command)
    say(f"SSM agent {node.ssm_agent.version} is installed")
    return 0


def fetch(s3: Any, agent: SsmAgent, *, region: str, architecture: str) -> bytes:
    """Return the package. Raises NotYetError while it is not to be had, or is not the one."""
    bucket = f"amazon-ssm-{region}"
    key = f"{agent.version}/debian_{architecture}/amazon-ssm-agent.deb"
    try:
        content: bytes = s3.get_object(Bucket=bucket, Key=key)["Body"].read()
    except (BotoCoreError, ClientError) as error:
        raise NotYetError(f"s3://{bucket}/{key} cannot be fetched: {error}") from error
    found, expected = hashlib.sha256(content).hexdigest(), agent.sha256[architecture]
    if found != expected:
        raise NotYetError(f"s3://{bucket}/{key} is not the one: SHA-256 {found}, not {expected}")
    return content


def install(package: bytes, run: Run) -> None:
    """Install a package, and let its service start now and with the machine."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "amazon-ssm-agent.deb"
        file.write_bytes(package)
        run(["dpkg", "--refuse-downgrade", "--skip-same-version", "--install", str(file)])
    run(["systemctl", "enable", "--now", "amazon-ssm-agent.service"])


def _command(arguments: list[str]) -> None:
    # dpkg wants both in its path.
    path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    subprocess.run(
        arguments,
        check=True,
        env={**os.environ, "PATH": path, "DEBIAN_FRONTEND": "noninteractive"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
