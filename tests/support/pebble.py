"""An ACME authority for tests, Let's Encrypt's own Pebble, and what it needs beside it."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from aeolus_sandbox.authority import Authority
from support.machines import until

PROGRAMS = ("lego", "pebble")
ENVIRONMENT = {"PEBBLE_VA_NOSLEEP": "1", "PEBBLE_WFE_NONCEREJECT": "0"}
"""It looks at a record at once, and takes every nonce: by default it tries a client's patience."""
needs_pebble = pytest.mark.skipif(
    not all(map(shutil.which, PROGRAMS)),
    reason=f"needs {' and '.join(PROGRAMS)}: apt-get install {' '.join(PROGRAMS)}",
)


def directory_url(port: int) -> str:
    """Return where its directory is."""
    return f"https://localhost:{port}/dir"


def configured(authority: Authority, port: int, there: str) -> dict[str, str]:
    """Return its files by their names, once they are in the folder `there`."""
    made = authority.issue(["localhost"])
    configuration = {
        "listenAddress": f"127.0.0.1:{port}",
        "certificate": f"{there}/certificate.pem",
        "privateKey": f"{there}/key.pem",
        # Of kinds of proof that nobody is asked for here.
        "httpPort": 80,
        "tlsPort": 443,
    }
    return {
        "certificate.pem": made.certificate.decode(),
        "key.pem": made.private_key.decode(),
        "pebble.json": json.dumps({"pebble": configuration}),
    }


@contextmanager
def pebble(folder: Path, authority: Authority, resolver: int) -> Iterator[str]:
    """Run one on loopback, which asks the resolver at that port; yield its directory's address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for name, text in configured(authority, port, str(folder)).items():
        (folder / name).write_text(text)
    command = [str(shutil.which("pebble")), "-config", str(folder / "pebble.json"), "-strict"]
    with (
        (folder / "pebble.log").open("w") as log,
        subprocess.Popen(
            [*command, "-dnsserver", f"127.0.0.1:{resolver}"],
            env=ENVIRONMENT,
            stdout=log,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            until(lambda: _answers(port), "pebble listens", 60)
            yield directory_url(port)
        finally:
            process.kill()


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True
