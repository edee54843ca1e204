"""Watches the daemons of a node."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from aeolus_agent.description import NodeDescription
from aeolus_agent.install.roles import (
    BESIDE_SCHEDULER,
    CREDENTIALS,
    LEASE,
    LEASED,
    MIGRATE,
    READY,
    SCHEDULER,
    VOLUME,
    WORKER,
    RoleUnits,
    units_of,
)
from aeolus_agent.scheduler.allowance import allowed
from aeolus_agent.systemd import Systemd, Unit

from .judge import Action, Record, judge
from .phases import progress
from .probes import Probe
from .report import DaemonReport, NodeReport, Phase
from .seen import Seen
from .timeline import Timeline

REFRESH = "aeolus-refresh-credentials.service"
REFRESH_S = 30.0
_REFUSED = re.compile("password authentication failed|WRONGPASS|invalid username-password|NOAUTH")
"""What PostgreSQL, Valkey and Redis say to an old password."""

NOT_LOOKED_AT = Seen(False, "it is not looked at")


@dataclass
class Watcher:
    """A node's daemons; `probes` are by unit, `before` is what they need done first each time."""

    node: NodeDescription
    systemd: Systemd
    probes: Mapping[str, Probe]
    timeline: Timeline
    booted: float
    say: Callable[[str], None]
    before: Callable[[], None] = lambda: None
    may_schedule: Callable[[], bool] = allowed
    _refreshed: float = field(default=0.0, init=False)
    _records: dict[str, Record] = field(default_factory=dict, init=False)

    @property
    def has(self) -> RoleUnits:
        """What the node has."""
        return units_of(self.node)

    def look(self, now: float) -> NodeReport:
        """Return how the node is, having done what is to be done about its daemons."""
        has = self.has
        units = self.systemd.units(has.all)
        way = progress(
            self.booted,
            self.timeline.read(),
            units[CREDENTIALS],
            units.get(MIGRATE),
            units.get(VOLUME),
        )
        if Phase.DAEMONS in way.timeline:
            self.before()
        reports = tuple(self._judge(name, units, now) for name in has.daemons)
        self._refresh(reports, now)
        phase, timeline = way.phase, way.timeline
        if phase is Phase.DAEMONS and all(each.healthy for each in reports):
            phase, timeline = Phase.READY, {**timeline, Phase.READY: now}
            self.timeline.add({Phase.READY: now})
            self.say(f"all daemons are healthy, {now - self.booted:.1f} s after the boot")
        return NodeReport(
            now, self.node.role, self.node.group, phase, timeline, reports, way.reason
        )

    def _judge(self, name: str, units: Mapping[str, Unit], now: float) -> DaemonReport:
        daemon = name.removeprefix("airflow-").removesuffix(".service")
        unit = units[name]
        seen = self.probes[name]() if unit.state == "active" else NOT_LOOKED_AT
        stands_by = self._stands_by(name, units)
        waits_for = units[READY].status if name == WORKER else ""
        before = self._records.get(name, Record())
        verdict = judge(daemon, unit, seen, before, now, stands_by=stands_by, waits_for=waits_for)
        self._records[name] = verdict.record
        self._tell(before.report, verdict.report)
        if verdict.action is not Action.NOTHING:
            self.say(f"{verdict.action} {name}: {verdict.report.reason}")
        if verdict.action is Action.START:
            self.systemd.start([name])
        if verdict.action is Action.RESTART:
            self.systemd.restart([name])
        return verdict.report

    def _stands_by(self, name: str, units: Mapping[str, Unit]) -> str | None:
        """Return why a daemon that another's lease holds back need not run; else None."""
        parts = self.has.more.get(name, ())
        if BESIDE_SCHEDULER in parts:
            held_back = units[SCHEDULER].state != "active"
        else:
            # A standby's is started and waits; one that may begin is on its way.
            begins = units[name].state == "activating" and self.may_schedule()
            held_back = LEASED in parts and not begins
        return units[LEASE].status if held_back else None

    def _refresh(self, reports: Iterable[DaemonReport], now: float) -> None:
        """Look for rotated credentials at once when a password is refused."""
        refused = any(_REFUSED.search(each.reason) for each in reports)
        if refused and now - self._refreshed >= REFRESH_S:
            self._refreshed = now
            self.say(f"start {REFRESH}: a password is refused")
            self.systemd.start([REFRESH])

    def _tell(self, before: DaemonReport | None, now: DaemonReport) -> None:
        if before is None or before.healthy != now.healthy:
            health = "healthy" if now.healthy else f"not healthy: {now.reason}"
            self.say(f"{now.daemon} is {health}")
