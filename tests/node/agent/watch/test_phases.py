"""How far a node has come is read off what systemd did."""

from __future__ import annotations

from aeolus_agent.systemd import Unit
from aeolus_agent.watch.phases import progress
from aeolus_agent.watch.report import Phase

BOOTED = 100.0
INSTALLED = {Phase.BUNDLE: 103.0, Phase.INSTALL: 110.0}
ABSENT = Unit("u", loaded=False)
IDLE = Unit("u")


def busy(began: float, status: str) -> Unit:
    """Return a unit that is at it."""
    return Unit("u", state="activating", sub_state="start", began=began, status=status)


def done(began: float, entered: float) -> Unit:
    """Return a unit that has done its part."""
    return Unit("u", state="active", sub_state="exited", began=began, entered=entered)


def test_before_it_is_installed() -> None:
    way = progress(BOOTED, {}, ABSENT, ABSENT)
    assert (way.phase, way.timeline, way.reason) == (Phase.BOOT, {Phase.BOOT: BOOTED}, "")


def test_what_a_phase_waits_for_is_its_reason() -> None:
    way = progress(BOOTED, INSTALLED, busy(111.0, "secret jwt_secret cannot be read"), IDLE)
    assert way.phase is Phase.CREDENTIALS
    assert way.reason == "secret jwt_secret cannot be read"
    way = progress(BOOTED, INSTALLED, done(111.0, 112.0), busy(113.0, "another master prepares it"))
    assert (way.phase, way.reason) == (Phase.MIGRATE, "another master prepares it")


def test_a_master_starts_daemons_when_the_database_is_ready() -> None:
    way = progress(BOOTED, INSTALLED, done(111.0, 112.0), done(113.0, 120.0))
    assert way.phase is Phase.DAEMONS
    assert way.timeline == {
        Phase.BOOT: 100.0,
        Phase.BUNDLE: 103.0,
        Phase.INSTALL: 110.0,
        Phase.CREDENTIALS: 111.0,
        Phase.MIGRATE: 113.0,
        Phase.DAEMONS: 120.0,
    }
    assert list(way.timeline) == [
        phase for phase in Phase if phase not in (Phase.VOLUME, Phase.READY)
    ]


def test_a_single_node_waits_for_its_volume_before_the_database_is_asked() -> None:
    waits = busy(112.0, "volume vol-1 is attached to i-2, which is to end first")
    way = progress(BOOTED, INSTALLED, done(111.0, 112.0), IDLE, waits)
    assert way.phase is Phase.VOLUME
    assert way.reason == "volume vol-1 is attached to i-2, which is to end first"
    way = progress(BOOTED, INSTALLED, done(111.0, 112.0), done(118.0, 130.0), done(112.0, 115.0))
    assert way.timeline[Phase.VOLUME] == 112.0
    assert way.timeline[Phase.DAEMONS] == 130.0


def test_a_worker_starts_its_daemon_when_it_has_credentials() -> None:
    for migrate in (None, ABSENT):
        way = progress(BOOTED, INSTALLED, done(111.0, 112.0), migrate)
        assert way.timeline[Phase.DAEMONS] == 112.0
        assert Phase.MIGRATE not in way.timeline


def test_once_ready_it_stays_so() -> None:
    kept = {**INSTALLED, Phase.READY: 130.0}
    way = progress(BOOTED, kept, done(111.0, 112.0), done(113.0, 120.0))
    assert way.phase is Phase.READY
