"""How a daemon is judged, and what is done about it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from aeolus_agent.systemd import Unit
from aeolus_agent.watch.judge import (
    HUNG_S,
    MOST_RESTARTS,
    RETRY_S,
    START_S,
    WITHIN_S,
    Action,
    Record,
    judge,
)
from aeolus_agent.watch.report import DaemonReport
from aeolus_agent.watch.seen import WORKS, Seen

SILENT = Seen(False, "port 8080 does not answer")
UNTOLD = Seen(None, "the metastore cannot be reached")
T0 = 1000.0


def running(entered: float = T0) -> Unit:
    """Return a unit that systemd believes in."""
    return Unit("u", state="active", sub_state="running", began=entered, entered=entered)


@dataclass
class Daemon:
    """A daemon that is looked at again and again."""

    record: Record = field(default_factory=Record)
    stands_by: str | None = None

    def at(self, now: float, unit: Unit, seen: Seen = SILENT) -> tuple[DaemonReport, Action]:
        """Look at it."""
        verdict = judge("triggerer", unit, seen, self.record, now, stands_by=self.stands_by)
        self.record = verdict.record
        return verdict.report, verdict.action


def test_one_that_works_is_healthy_since_it_started() -> None:
    report, action = Daemon().at(T0 + 500, running(), WORKS)
    assert report == DaemonReport("triggerer", "active", True, T0)
    assert action is Action.NOTHING


def test_one_that_starts_has_its_time() -> None:
    daemon = Daemon()
    report, action = daemon.at(T0 + START_S - 1, running())
    assert (report.healthy, action) == (False, Action.NOTHING)
    assert report.reason == "it starts: port 8080 does not answer"
    assert daemon.at(T0 + START_S, running())[1] is Action.RESTART


def test_one_that_stops_working_is_restarted_after_a_minute() -> None:
    daemon = Daemon()
    daemon.at(T0 + 300, running(), WORKS)
    report, action = daemon.at(T0 + 300 + HUNG_S - 1, running())
    assert (report.healthy, report.reason, action) == (False, SILENT.reason, Action.NOTHING)
    report, action = daemon.at(T0 + 300 + HUNG_S, running())
    assert (report.reason, action) == (
        "it hangs, and is restarted: port 8080 does not answer",
        Action.RESTART,
    )


def test_a_hiccup_is_forgotten() -> None:
    daemon = Daemon()
    daemon.at(T0 + 300, running(), WORKS)
    daemon.at(T0 + 350, running())
    daemon.at(T0 + 355, running(), WORKS)
    assert daemon.at(T0 + 355 + HUNG_S - 1, running())[1] is Action.NOTHING


def test_a_fault_that_is_not_its_restarts_nobody_however_long_it_lasts() -> None:
    daemon = Daemon()
    daemon.at(T0 + 300, running(), WORKS)
    report, action = daemon.at(T0 + 4000, running(), UNTOLD)
    assert (report.healthy, report.reason, action) == (False, UNTOLD.reason, Action.NOTHING)
    # When it ends, the daemon has time to find its way back.
    assert daemon.at(T0 + 4001, running())[1] is Action.NOTHING
    assert daemon.at(T0 + 4000 + HUNG_S, running())[1] is Action.RESTART


def restarted(daemon: Daemon, now: float) -> float:
    """Let it hang from `now` until it is restarted; return when that was."""
    report, action = daemon.at(now + START_S, running(now))
    assert action is Action.RESTART, report.reason
    return now + START_S


def test_what_restarts_do_not_help_is_restarted_no_more_and_that_is_said() -> None:
    daemon, now = Daemon(), T0
    for _ in range(MOST_RESTARTS):
        now = restarted(daemon, now)
    report, action = daemon.at(now + START_S, running(now))
    assert action is Action.NOTHING
    assert report.reason == (
        "it hangs, and 3 restarts in 30 min did not help: port 8080 does not answer"
    )
    later = now + WITHIN_S
    assert daemon.at(later, running(now))[1] is Action.RESTART


def test_one_that_systemd_has_given_up_is_started_now_and_then() -> None:
    failed = Unit("u", state="failed", sub_state="failed", result="exit-code", began=T0, entered=T0)
    daemon = Daemon()
    report, action = daemon.at(T0 + 50, failed)
    assert report.reason == "it ended too often (exit-code); it is started again every 5 min"
    assert (report.healthy, action) == (False, Action.NOTHING)
    assert daemon.at(T0 + 50 + RETRY_S - 1, failed)[1] is Action.NOTHING
    assert daemon.at(T0 + 50 + RETRY_S, failed)[1] is Action.START
    assert daemon.at(T0 + 50 + RETRY_S + 1, failed)[1] is Action.NOTHING


def test_one_that_was_stopped_by_hand_stays_so() -> None:
    stopped = Unit("u", began=T0, entered=T0)
    report, action = Daemon().at(T0 + 9999, stopped)
    assert (report.healthy, report.reason, action) == (False, "it was stopped", Action.NOTHING)


def test_one_that_waits_for_others_is_left_to_systemd() -> None:
    report, action = Daemon().at(T0, Unit("u", queued=True))
    assert (report.reason, action) == ("it is to be started", Action.NOTHING)


def test_what_it_waits_for_is_told_while_it_does() -> None:
    def reason(unit: Unit) -> str:
        verdict = judge("worker", unit, WORKS, Record(), T0, waits_for="the database is down")
        return verdict.report.reason

    assert reason(Unit("u", queued=True)) == "the database is down"
    assert reason(Unit("u", began=T0, entered=T0)) == "it was stopped"


def test_one_whose_needs_failed_before_it_began_is_started() -> None:
    assert Daemon().at(T0, Unit("u"))[1] is Action.START


@pytest.mark.parametrize(
    ("state", "sub_state", "said"),
    [
        ("activating", "auto-restart", "it ended (success) and is started again"),
        ("deactivating", "stop-sigterm", "it is deactivating"),
    ],
)
def test_what_is_on_its_way_is_told_and_not_meddled_with(
    state: str, sub_state: str, said: str
) -> None:
    unit = Unit("u", state=state, sub_state=sub_state, began=T0)
    report, action = Daemon().at(T0, unit)
    assert (report.healthy, report.reason, action) == (False, said, Action.NOTHING)


def test_a_standbys_scheduler_does_not_run_and_that_is_healthy() -> None:
    daemon = Daemon(stands_by="stands by: it is another master's turn")
    report, action = daemon.at(T0, Unit("u"))
    assert (report.healthy, report.reason) == (True, "stands by: it is another master's turn")
    assert action is Action.NOTHING


def test_a_scheduler_that_failed_is_left_to_whose_turn_it_is() -> None:
    daemon = Daemon(stands_by="leaves the turn to others")
    failed = Unit("u", state="failed", sub_state="failed", result="exit-code", entered=T0)
    for now in (T0, T0 + 2 * RETRY_S):
        report, action = daemon.at(now, failed)
        assert (report.healthy, action) == (False, Action.NOTHING)


def test_since_when_it_is_so_is_kept_and_begins_anew_with_a_change() -> None:
    daemon = Daemon()
    assert daemon.at(T0 + 10, running())[0].since == T0
    assert daemon.at(T0 + 20, running(), WORKS)[0].since == T0 + 20
    assert daemon.at(T0 + 30, running(), WORKS)[0].since == T0 + 20
