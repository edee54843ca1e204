"""The command `prepare-data`: what is on the data volume, as its users want it."""

from __future__ import annotations

import pwd
import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from aeolus_agent import places
from aeolus_agent.description import NodeDescription
from aeolus_agent.insist import NotYetError, insist_aloud
from aeolus_agent.saying import say
from aeolus_agent.secrets import Secret

from .acme import Kept, authority
from .certificate import keep, point
from .database import make_cluster
from .described import described

POSTGRES, REDIS = "postgres", "redis"


def run() -> int:
    """Return, with exit status 0, when the volume has all that is to be there."""
    node, lasting = described()

    own(places.POSTGRES_DATA, POSTGRES)
    own(places.REDIS_DATA, REDIS)
    own(places.TLS, "root")
    if node.acme:
        own(places.ACME, "root")
    new = insist_aloud(lambda: make_cluster(places.POSTGRES_DATA, partial(_as_user, POSTGRES)))
    say(f"{places.POSTGRES_DATA}: the cluster is {'made' if new else 'there already'}")
    choose_certificate(node, lasting.web_name, places.TLS, datetime.now(UTC))
    return 0


def choose_certificate(node: NodeDescription, name: str, directory: Path, now: datetime) -> None:
    """Let nginx find a certificate of `name` in `directory`: a given one, one that an authority has
    signed, or else the node's own; nothing is waited for."""
    if Secret.WEB_CERTIFICATE in node.secrets:
        given = places.WEB_CREDENTIALS
        # In memory: they are on no disk, and here is but the way to them.
        point(directory, given / "web_certificate", given / "web_key")
        return
    kept = Kept.below(places.ACME, node.acme, name) if node.acme else None
    if kept and kept.serves(now):
        point(directory, kept.certificate, kept.key)
    elif keep(directory, name, now):
        until = f", until {authority(node.acme)} has signed one" if node.acme else ""
        say(f"a certificate of {name} is made and signed by itself{until}")


def own(directory: Path, user: str) -> None:
    """Let a directory be a user's and closed to others, with all that is in it.

    On another machine the user may have had another number.
    """
    directory.mkdir(mode=0o700, exist_ok=True)
    directory.chmod(0o700)
    found = pwd.getpwnam(user)
    if directory.stat().st_uid != found.pw_uid:
        for path in (*directory.rglob("*"), directory):
            # The directory itself last: who is stopped before begins anew.
            shutil.chown(path, found.pw_uid, found.pw_gid)


def _as_user(user: str, command: Sequence[str]) -> None:
    done = subprocess.run(
        command, user=user, group=user, extra_groups=(), capture_output=True, text=True, cwd="/"
    )
    if done.returncode:
        said = " ".join(f"{done.stdout} {done.stderr}".split())
        raise NotYetError(f"{command[0]}: exit status {done.returncode}: {said}")
