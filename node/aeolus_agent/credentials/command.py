"""The commands `credentials`, before all daemons, and `refresh-credentials`, now and then."""

from __future__ import annotations

import time

from aeolus_agent import places
from aeolus_agent.aws import client
from aeolus_agent.database import Session
from aeolus_agent.description import NodeDescription
from aeolus_agent.insist import NotYetError, insist_aloud
from aeolus_agent.migrate.results import keep_result_backend
from aeolus_agent.saying import say
from aeolus_agent.systemd import Systemctl

from . import authorities
from .compose import UnusableSecretError, compose
from .fetch import fetch
from .refresh import renew_owner, restart_users
from .store import Store
from .users import whole


def run() -> int:
    """Write this node's credentials once Secrets Manager gives them; return the exit status."""
    bundles = (places.RDS_AUTHORITIES, places.MACHINE_AUTHORITIES)
    authorities.write(bundles, places.AUTHORITIES)

    insist_aloud(_write)
    return 0


def refresh() -> int:
    """Write what has been rotated, and restart whoever uses it; return the exit status."""
    status = 0
    node = NodeDescription.loads(places.NODE.read_text())
    try:
        _write()
        if node.lasting:
            renew_owner(Store(places.CREDENTIALS), Session, Systemctl(), say, time.sleep)
        if node.role.schedules:
            keep_result_backend(node, Store(places.CREDENTIALS), Session, say)
    except NotYetError as error:
        # Daemons go on with what they have.
        say(str(error))
        status = 1
    units = {path.name: whole(path) for path in places.SYSTEMD.glob("a*.service")}
    restart_users(Store(places.CREDENTIALS), units, Systemctl(), say)
    return status


def _write() -> None:
    node = NodeDescription.loads(places.NODE.read_text())
    try:
        made = compose(fetch(client("secretsmanager", node.region), node.secrets), node)
    except UnusableSecretError as error:
        raise NotYetError(str(error)) from None
    texts = {str(name): text for name, text in made.items()}
    for name in sorted(Store(places.CREDENTIALS).write(texts)):
        say(f"credential {name} is written")
