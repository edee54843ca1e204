"""Taking a replication group to the point where the current token alone is accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .adapters import REQUIRED, ROTATED, ReplicationGroup, StoredSecret
from .decide import Action, Decision, View, decide

POLL_SECONDS = 10.0


class OutOfTimeError(Exception):
    """The group did not become available in time; the same event goes on where this stopped."""


def provision(
    group: ReplicationGroup,
    secret: StoredSecret,
    *,
    seconds_left: Callable[[], float],
    sleep: Callable[[float], None],
) -> Iterator[Decision]:
    """Yield each decision after it was carried out, the last being DONE.

    Each step leaves its mark on the secret, so that a run that was cut off is taken up again.
    Raises OutOfTimeError when no time is left to wait, ValueError for a group that is going.
    """
    version, token = secret.current()
    rotated = secret.labelled(ROTATED) == version
    required = secret.labelled(REQUIRED) == version
    if not group.state().auth_token_enabled:
        # A new group: the marks are of the one before it.
        rotated = required = False
    while True:
        decision = decide(View(group.state().status, rotated, required))
        if decision.action is Action.WAIT:
            if seconds_left() < 2 * POLL_SECONDS:
                raise OutOfTimeError(f"{decision.reason}: invoke again with the same event")
            sleep(POLL_SECONDS)
        elif decision.action is Action.ROTATE:
            group.update_token(token, "ROTATE")
            secret.move_label(ROTATED, version)
            rotated = True
        elif decision.action is Action.SET:
            group.update_token(token, "SET")
            secret.move_label(REQUIRED, version)
            required = True
        yield decision
        if decision.action is Action.DONE:
            return
