"""Which version of Systems Manager's agent nodes install: pinned by hash, by whoever can fetch it.

    python -m aeolus_node.ssm_agent VERSION

fetches that version for both architectures from AWS's bucket and writes its hashes into
`requirements/ssm-agent.json`. Until that is there, nodes install none.
"""

from __future__ import annotations

import hashlib
import json
import sys
import urllib.request
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from aeolus_agent.description import SsmAgent

from .bundle import ARCHITECTURES
from .bundle.folders import REQUIREMENTS

LOCK = REQUIREMENTS / "ssm-agent.json"
ADDRESS = (
    "https://amazon-ssm-us-east-1.s3.us-east-1.amazonaws.com/"
    "{version}/debian_{architecture}/amazon-ssm-agent.deb"
)
"""The same in each region (Systems Manager User Guide, "Manually installing SSM Agent")."""

Get = Callable[[str], bytes]


def pinned(lock: Path = LOCK) -> SsmAgent | None:
    """Return the version that is pinned; None where none is."""
    return SsmAgent(**json.loads(lock.read_text())) if lock.exists() else None


def pin(version: str, get: Get) -> SsmAgent:
    """Return `version` with the hashes of what `get` fetches."""
    sha256: dict[str, str] = {
        each: hashlib.sha256(get(ADDRESS.format(version=version, architecture=each))).hexdigest()
        for each in ARCHITECTURES
    }
    return SsmAgent(version, sha256)


def _get(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=60) as answer:
        content: bytes = answer.read()
        return content


def main(arguments: list[str], *, get: Get = _get, lock: Path = LOCK) -> int:
    """Pin the version that is named; 2 after one clear word when that cannot be."""
    if len(arguments) != 1:
        print("usage: python -m aeolus_node.ssm_agent VERSION", file=sys.stderr)
        return 2
    try:
        found = pin(arguments[0], get)
    except OSError as error:
        print(f"SSM agent {arguments[0]} cannot be fetched: {error}", file=sys.stderr)
        return 2
    lock.write_text(json.dumps(asdict(found), indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
