"""Rotated secrets: rewritten, and whoever uses them restarted."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from aeolus_agent.database import Database
from aeolus_agent.insist import NotYetError
from aeolus_agent.install.roles import OWNER
from aeolus_agent.systemd import Systemd, Unit

from .compose import Credential
from .store import Store
from .users import credentials_of, outdated

_TRIES = 30


def restart_users(
    store: Store, units: Mapping[str, str], systemd: Systemd, say: Callable[[str], None]
) -> None:
    """Restart the running units that were started with an older credential.

    `units` has the text of unit files by name. A worker ends its tasks first, as whenever it is
    stopped; one that is about it is left alone.
    """
    uses = {name: credentials_of(text) for name, text in units.items()}
    using = sorted(name for name, names in uses.items() if names)
    started = {name: _since(unit) for name, unit in systemd.units(using).items() if _runs(unit)}
    for unit, credentials in outdated(started, uses, store.written()).items():
        say(f"{unit} is restarted, as {' and '.join(credentials)} changed")
        systemd.restart([unit])


def _runs(unit: Unit) -> bool:
    """Tell whether it has a process that is to stay; a standby's scheduler only waits to begin."""
    return (unit.state, unit.sub_state) in (("active", "running"), ("activating", "start"))


def _since(unit: Unit) -> float:
    return unit.entered if unit.state == "active" else unit.began


def renew_owner(
    store: Store,
    connect: Callable[[str], Database],
    systemd: Systemd,
    say: Callable[[str], None],
    pause: Callable[[float], None],
) -> None:
    """Let a node's own PostgreSQL take the owner's new password, which RDS takes by itself.

    It is not asked what changed just now: whether the server refuses the password tells. It is
    waited for a while until the server takes it, as the owner then sets others' passwords.
    """
    for attempt in range(_TRIES):
        try:
            connect(store.must_read(Credential.SQL_ALCHEMY_CONN)).close()
        except NotYetError as refused:
            if "password authentication failed" not in str(refused):
                return
            if attempt == 0:
                say(f"{OWNER} is restarted: {refused}")
                systemd.restart([OWNER])
            pause(1.0)
        else:
            return
