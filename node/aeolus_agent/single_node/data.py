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
from aeolus_agent.insist import NotYetError, insist_aloud
from aeolus_agent.saying import say
from aeolus_agent.secrets import Secret

from .certificate import keep
from .database import make_cluster
from .described import described
from .given_certificate import point

POSTGRES, REDIS = "postgres", "redis"


def run() -> int:
    """Return, with exit status 0, when the volume has all that is to be there."""
    node, lasting = described()

    own(places.POSTGRES_DATA, POSTGRES)
    own(places.REDIS_DATA, REDIS)
    own(places.TLS, "root")
    new = insist_aloud(lambda: make_cluster(places.POSTGRES_DATA, partial(_as_user, POSTGRES)))
    say(f"{places.POSTGRES_DATA}: the cluster is {'made' if new else 'there already'}")
    if Secret.WEB_CERTIFICATE in node.secrets:
        point(places.TLS, places.WEB_CREDENTIALS)
    elif keep(places.TLS, lasting.web_name, datetime.now(UTC)):
        say(f"a certificate of {lasting.web_name} is made and signed by itself")
    return 0


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
