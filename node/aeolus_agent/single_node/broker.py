"""The command `configure-broker`: the part of Redis' configuration that is secret."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from aeolus_agent import places
from aeolus_agent.files import replace


def configuration(broker_url: str) -> str:
    """Return Redis' configuration: ours, and the password that is in the broker's URL.

    Each byte of it is written by its number: nothing in it can end the line or the quotation.
    """
    password = unquote(urlsplit(broker_url).password or "")
    if not password:
        raise OSError("the broker's URL has no password")
    written = "".join(f"\\x{byte:02x}" for byte in password.encode())
    return f'include {places.UNITS / "redis.conf"}\nrequirepass "{written}"\n'


def run() -> int:
    """Write it where systemd gave the broker a directory of its own; return the exit status."""
    url = (Path(os.environ["CREDENTIALS_DIRECTORY"]) / "broker_url").read_text()
    replace(Path(os.environ["RUNTIME_DIRECTORY"]) / "redis.conf", configuration(url), 0o600)
    return 0
