"""Keeps the nodes of every load balancer, and tells how their targets are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.observations import TargetHealth
from aeolus_sandbox.api.patches.elbv2_state import BALANCER
from aeolus_sandbox.services.load_balancer import routing
from aeolus_sandbox.services.load_balancer.balancer import Balancer, TargetKey
from aeolus_sandbox.services.load_balancer.certificates import Certificates
from aeolus_sandbox.services.load_balancer.crew import Crew
from aeolus_sandbox.services.load_balancer.departures import DRAINING, Departures
from aeolus_sandbox.services.load_balancer.health import ELSEWHERE, joint
from aeolus_sandbox.services.load_balancer.reading import Reader
from aeolus_sandbox.services.load_balancer.unsupported import unsupported
from aeolus_sandbox.services.server_node import ServerNode
from aeolus_sandbox.supervisor.world import World

# After how many seconds load balancers are looked at unasked: while one changes, and otherwise.
_CHANGING_S, _WATCHING_S = 1.0, 5.0
_AT_ONCE = 4


class LoadBalancers:
    """Load balancers of the region as servers."""

    name = "load balancers"
    concerns = frozenset({"elbv2", "acm"})

    def __init__(self, world: World) -> None:
        """Run nothing yet."""
        self._world = world
        self._reader = Reader(world.client)
        self._certificates = Certificates(world)
        self._crews: dict[str, Crew] = {}
        self._balancers: list[Balancer] = []
        # Nodes are looked at more often than the API has anything new to say of them.
        self._news = world.notices.bell({*self.concerns, "ec2"})
        self._news.ring()
        self._departures = Departures()
        self._unsettled = False
        self._unsupported: set[tuple[str, str]] = set()

    @property
    def period_s(self) -> float | None:
        """After how many seconds load balancers are looked at unasked; without any, never."""
        if self._unsettled:
            return _CHANGING_S
        return _WATCHING_S if self._crews else None

    def reconcile(self) -> None:
        """Bring every load balancer to what the API says of it."""
        self._unsettled = False
        if self._news.wait(0.0):
            self._read()
        balancers = self._balancers
        for arn in self._crews.keys() - {one.arn for one in balancers}:
            self._end(arn)
        with ThreadPoolExecutor(_AT_ONCE, "load balancer") as at_once:
            list(at_once.map(self._look_after, balancers))
        groups = {arn: one for each in balancers for arn, one in each.groups.items()}
        self._departures.see(groups.values())
        self._let_go()
        self._tell(balancers)

    def close(self) -> None:
        """Check no target any more."""
        for crew in self._crews.values():
            crew.close()

    def nodes(self) -> Sequence[ServerNode]:
        """Return all nodes."""
        return [node for crew in list(self._crews.values()) for node in crew.nodes()]

    def _wake(self) -> None:
        self._world.wake("elbv2")

    def _read(self) -> None:
        """Read what the API says; if it says nothing whole, what it said before holds a while."""
        found = None
        try:
            found = self._reader.balancers()
        finally:
            if found is None:
                self._news.ring()
                self._unsettled = True
        if found is not None:
            self._balancers = found
            reasons = {(one.arn, reason) for one in found for reason in unsupported(one)}
            for arn, reason in sorted(reasons - self._unsupported):
                self._world.say("not run", balancer=arn, reason=reason)
            self._unsupported = reasons

    def _look_after(self, balancer: Balancer) -> None:
        crew = self._crews.setdefault(
            balancer.arn, Crew(self._world, self._certificates, self._wake)
        )
        try:
            crew.bring(balancer)
        except Exception as error:
            # One that cannot be brought to life must not stop the others.
            self._world.say("failure", service=self.name, balancer=balancer.arn, error=repr(error))
            return
        if not crew.serving:
            self._unsettled = True
        elif observations.status.pop((BALANCER, balancer.arn), None):
            self._world.say("load balancer", balancer=balancer.arn, status="active")

    def _let_go(self) -> None:
        """Let go the targets that have left: once no connection is left, or when time is over."""
        for key, one in list(self._departures.departing.items()):
            late = self._departures.late(one)
            if all([crew.let_go(one, late=late) for crew in self._crews.values()]):
                del self._departures.departing[key]
        self._unsettled |= bool(self._departures.departing)

    def _tell(self, balancers: Iterable[Balancer]) -> None:
        """Let the API tell how targets are, and call those who wait for it."""
        told = dict.fromkeys(self._departures.departing, DRAINING)
        for balancer in balancers:
            crew = self._crews[balancer.arn]
            for group in balancer.groups.values():
                elsewhere = routing.elsewhere(balancer, group)
                for target in group.targets:
                    key = group.key(target)
                    told[key] = ELSEWHERE if target in elsewhere else _health(crew, key)
        if told != observations.target_health:
            for key in observations.target_health.keys() - told.keys():
                del observations.target_health[key]
            observations.target_health.update(told)
            self._wake()

    def _end(self, arn: str) -> None:
        self._crews.pop(arn).end()
        observations.status.pop((BALANCER, arn), None)
        self._world.say("load balancer", balancer=arn, status="deleted")


def _health(crew: Crew, key: TargetKey) -> TargetHealth:
    judgements, former = crew.judgements(key), observations.target_health.get(key)
    if not judgements and former and former != DRAINING:
        return former  # while no node serves, what was known of it holds
    return joint(judgements)
