"""The rule that Aeolus has, and two that others have, for comparison."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from aeolus_scaling.floor import BY_SCHEDULE
from aeolus_scaling.rule import Limits, Memory, Seen, decide, needed

from .policy import Order, Policy, View


def _now(limits: Limits, view: View) -> Limits:
    """Return what the group may be now: each of the rules has a minimum that a schedule raises."""
    return limits.at_least(view.least, BY_SCHEDULE)


@dataclass
class Aeolus:
    """The very rule that is shipped, asked every ten seconds."""

    limits: Limits
    name: str = "Aeolus"
    period_s: float = 10.0
    _memory: Memory = field(default_factory=Memory, init=False)

    def order(self, view: View) -> Order:
        """Launch at once; end idle workers alone."""
        seen = Seen(view.at, view.queued + view.running, view.desired, view.idle)
        decision, self._memory = decide(seen, _now(self.limits, view), self._memory)
        return Order(launch=max(0, decision.desired - view.desired), end_idle=decision.leaving)


@dataclass
class Keda:
    """KEDA as Airflow's Helm chart has it, with the HorizontalPodAutoscaler that it drives.

    It looks every 15 s; upwards at most to twice as many or four more, downwards to what was needed
    most in five minutes (Kubernetes, "Horizontal Pod Autoscaling", default behavior). Pods end
    whoever they are, and are killed after the chart's `terminationGracePeriodSeconds`.
    Its cron scaler is what a schedule is here.
    """

    limits: Limits
    name: str = "KEDA"
    period_s: float = 15.0
    _recent: deque[tuple[float, int]] = field(default_factory=deque, init=False)

    def order(self, view: View) -> Order:
        """Launch by steps; end workers whether they are idle or not."""
        wanted = needed(view.queued + view.running, _now(self.limits, view))
        self._recent.append((view.at, wanted))
        while view.at - self._recent[0][0] > 300.0:
            self._recent.popleft()
        now = view.desired
        if wanted > now:
            return Order(launch=min(wanted, max(2 * now, now + 4)) - now)
        most = max(each for _, each in self._recent)
        return Order(end_any=max(0, now - most), grace_s=600.0)


@dataclass
class CpuTracking:
    """Target tracking on the group's CPU at 60 %, as EC2 Auto Scaling does it.

    A task is taken to use its slot's share of the CPU. Its alarms want three minutes above the
    target, or fifteen a tenth below (EC2 Auto Scaling User Guide, "Target tracking"). A group
    without instances has no metric, so that one stays. No instance is asked what it does.
    """

    limits: Limits
    name: str = "CPU 60 %"
    period_s: float = 60.0
    target: float = 0.6
    _above: int = field(default=0, init=False)
    _below: int = field(default=0, init=False)

    def order(self, view: View) -> Order:
        """Launch or end in proportion to the metric, after enough minutes of it."""
        least, now = max(1, _now(self.limits, view).minimum), view.desired
        if now < least:
            return Order(launch=least - now)
        share = view.busy_share
        self._above = self._above + 1 if share > self.target else 0
        self._below = self._below + 1 if share < self.target * 0.9 else 0
        wanted = math.ceil(view.serving * share / self.target)
        if self._above >= 3:
            self._above = 0
            return Order(launch=max(0, min(self.limits.maximum, wanted) - now))
        if self._below >= 15:
            self._below = 0
            return Order(end_any=max(0, now - max(least, wanted)))
        return Order()


POLICIES: tuple[Callable[[Limits], Policy], ...] = (Aeolus, Keda, CpuTracking)
