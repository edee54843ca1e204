"""The command `certify`: the certificate by an authority, asked for, renewed, and shown."""

from __future__ import annotations

import os
import ssl
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from aeolus_agent import places, ports
from aeolus_agent.description import Acme
from aeolus_agent.insist import NotYetError
from aeolus_agent.install.roles import WEB
from aeolus_agent.saying import say, tell
from aeolus_agent.systemd import Systemctl

from .acme import Kept, arguments, authority, environment, last_words
from .certificate import point
from .described import described

_ANSWER_S = 5.0

Lego = Callable[[list[str]], "subprocess.CompletedProcess[str]"]


def obtain(acme: Acme, kept: Kept, now: datetime, lego: Lego) -> None:
    """Return when there is a certificate that is not about to end. Raises NotYetError with what
    lego said when there is none."""
    kept.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    done = lego(arguments(acme, kept, renew=kept.serves(now)))
    if done.returncode == 0 and kept.serves(now):
        return
    why = last_words(done.stderr) or f"exit status {done.returncode}"
    raise NotYetError(f"{authority(acme)} has signed no certificate of {kept.name}: lego: {why}")


def show(kept: Kept, directory: Path, shown: str, reload: Callable[[], None]) -> bool:
    """Let nginx, whose files are in `directory`, show what is kept; return whether that is new.

    `shown` is the certificate with which it answers. It is asked, not remembered: who was stopped
    between a certificate and a reload leaves the reload to the next.
    """
    point(directory, kept.certificate, kept.key)
    if shown and kept.certificate.read_text().startswith(shown.strip()):
        return False
    reload()
    return True


def run() -> int:
    """Ask once; return 0 when nginx shows what an authority has signed, else 1, having said why."""
    node, lasting = described()
    acme = node.acme
    if acme is None:
        raise OSError(f"{places.NODE} names no authority that signs certificates")
    kept = Kept.below(places.ACME, acme, lasting.web_name)
    variables = environment(acme, node.region, os.environ)
    try:
        obtain(acme, kept, datetime.now(UTC), lambda command: _run(command, variables))
    except NotYetError as error:
        tell(str(error))
        return 1
    if show(kept, places.TLS, _shown(), lambda: Systemctl().reread([WEB])):
        say(f"the certificate of {kept.name} that {authority(acme)} has signed is shown")
    return 0


def _run(command: list[str], variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        env=variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def _shown() -> str:
    """Return the certificate with which this node's entrance answers; nothing while it does not."""
    try:
        return ssl.get_server_certificate(("127.0.0.1", ports.HTTPS), timeout=_ANSWER_S)
    except OSError:
        return ""
