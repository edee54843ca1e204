"""Taking a replication group to the point where the current token alone is accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .adapters import GroupBusyError, ReplicationGroup, StoredSecret, TokenRefusedError
from .decide import Action, Decision, Mark, View, decide

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

    Each step leaves its mark on the secret once it is taken, so that a run that was cut off is
    taken up again. Raises OutOfTimeError when no time is left to wait, TokenRefusedError when
    ElastiCache does not take the token, ValueError for a group that is going.
    """
    version, token = secret.current()
    state = group.state()
    marks = secret.marks(version, state.created)
    added_here = False
    while True:
        decision = decide(View(state.status, state.token_changing, marks))
        try:
            if decision.action is Action.ROTATE:
                # First, or an older version would still pass for the only one accepted.
                secret.unmark()
                group.update_token(token, "ROTATE")
                secret.mark(Mark.ACCEPTED, version, state.created)
                marks, added_here = frozenset({Mark.ACCEPTED}), True
            elif decision.action is Action.SET:
                group.update_token(token, "SET")
                secret.mark(Mark.REQUIRED, version, state.created)
                marks |= {Mark.REQUIRED}
        except TokenRefusedError:
            if decision.action is Action.ROTATE or added_here:
                raise
            # The run before this one ended between the change and its mark: the token may be the
            # only one already, and SET wants two. Begin anew.
            decision = Decision(Action.SET, "accepting no other token was refused: begin anew")
            marks = frozenset()
        except GroupBusyError:
            decision = Decision(Action.WAIT, "the replication group has become busy")
        if decision.action is Action.WAIT:
            if seconds_left() < 2 * POLL_SECONDS:
                raise OutOfTimeError(f"{decision.reason}: invoke again with the same event")
            sleep(POLL_SECONDS)
        yield decision
        if decision.action is Action.DONE:
            return
        state = group.state()
