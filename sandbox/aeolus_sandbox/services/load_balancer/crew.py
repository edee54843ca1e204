"""The nodes of one load balancer: brought to what the API says, and known by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from aeolus_sandbox.network.model import Interface
from aeolus_sandbox.services.condition import Condition
from aeolus_sandbox.services.load_balancer import configuration, errors, routing
from aeolus_sandbox.services.load_balancer.balancer import Balancer, Place, TargetKey
from aeolus_sandbox.services.load_balancer.certificates import Certificates
from aeolus_sandbox.services.load_balancer.checker import Check, Checker
from aeolus_sandbox.services.load_balancer.departures import Departing
from aeolus_sandbox.services.load_balancer.health import Judgement
from aeolus_sandbox.services.load_balancer.server import ProxyServer
from aeolus_sandbox.services.server_node import ServerNode
from aeolus_sandbox.supervisor.world import World


@dataclass
class Member:
    """A node with what judges for it; `serving` while it answers and its network does.

    `judged` is what it held of targets when it was told whom to serve by.
    """

    place: Place
    groups: Sequence[str]
    interface: Interface
    server: ProxyServer
    checker: Checker
    serving: bool = False
    judged: Mapping[TargetKey, Judgement] = field(default_factory=dict)


@dataclass
class Crew:
    """The nodes of a load balancer, by owner; `changed` is called when a judgement changed."""

    world: World
    certificates: Certificates
    changed: Callable[[], None]
    host: str = ""
    members: dict[str, Member] = field(default_factory=dict)

    def bring(self, balancer: Balancer) -> None:
        """Bring all nodes to what the API says. Raises SandboxError when one does not start."""
        self.host = balancer.host
        wanted = {balancer.owner(place): place for place in balancer.places}
        for owner, member in list(self.members.items()):
            if wanted.get(owner) != member.place:
                self._discard(owner)
        for owner, place in wanted.items():
            self._place(owner, place, balancer)
        self._look()
        for member in self.members.values():
            member.checker.watch(dict(_checks(balancer)))
            member.judged = dict(member.checker.judgements)
        if any([self._served(balancer, member) for member in self.members.values()]):
            self._look()

    @property
    def serving(self) -> bool:
        """Whether all nodes do."""
        return bool(self.members) and all(one.serving for one in self.members.values())

    def judgements(self, key: TargetKey) -> list[Judgement]:
        """Return what the nodes that serve held of a target when they were told to."""
        serving = [one for one in self.members.values() if one.serving]
        return [one.judged.get(key, Judgement()) for one in serving]

    def nodes(self) -> Iterator[ServerNode]:
        """Yield all nodes, as faults see them."""
        for owner, member in list(self.members.items()):
            yield ServerNode(
                id=owner,
                kind="load balancer node",
                zone=member.place.zone,
                address=str(member.interface.address),
                owner=owner,
                appliance=member.server.appliance,
                changed=self.changed,
            )

    def end(self) -> None:
        """End all nodes, and forget their name."""
        for host in self._hosts:
            self.world.network.unname(host)
        for owner in list(self.members):
            self._discard(owner)

    def close(self) -> None:
        """Check no target any more; the servers go on."""
        for member in self.members.values():
            member.checker.close()

    def let_go(self, departing: Departing, *, late: bool) -> bool:
        """Return whether a target that leaves has nothing left; if it is late, end what it has."""
        left = False
        for server in [one.server for one in self.members.values() if one.serving]:
            for session in server.sessions((departing.backend, departing.server)):
                left = True
                if late:
                    server.end(session)
        return not left

    def _place(self, owner: str, place: Place, balancer: Balancer) -> None:
        member, groups = self.members.get(owner), balancer.security_groups
        if member and member.groups == groups:
            return
        where = (owner, place.subnet, groups)
        # Network Load Balancers User Guide, "Security groups": without any, all are let in.
        public, filtered = balancer.public, bool(groups)
        appliance = self.world.appliance(*where, public=public, filtered=filtered)
        interface = self.world.network.place(*where, public=public, filtered=filtered)
        if member:
            member.groups, member.interface = groups, interface
            return
        checker = Checker(self.world.network.namespace(owner), self.changed)
        self.members[owner] = Member(place, groups, interface, ProxyServer(appliance), checker)

    def _look(self) -> None:
        """See which nodes serve, and let the name lead to them.

        To those that see healthy targets, if there are any. Where none serves it is left as it was.
        """
        for member in self.members.values():
            well = member.server.condition() is Condition.WELL
            member.serving = well and self.world.network.linked(member.interface)
        serving = [one for one in self.members.values() if one.serving]
        seeing = [one for one in serving if _sees_healthy(one)] or serving
        if seeing:
            places = [one.interface for one in seeing]
            addresses = [place.public_address or place.address for place in places]
            for host in self._hosts:
                self.world.network.name(host, addresses)

    @property
    def _hosts(self) -> Sequence[str]:
        """Its names: the console of Route 53 makes aliases of the second kind."""
        return [self.host, f"dualstack.{self.host}"]

    def _served(self, balancer: Balancer, member: Member) -> bool:
        """Bring a node to what it is to serve; return whether that was a step."""
        routable = {
            arn: routing.routable(balancer, group, member.place.zone, member.judged)
            for arn, group in balancer.groups.items()
        }
        files = {
            configuration.FILE: configuration.file(balancer, routable).encode(),
            **errors.pages(),
            **self._secrets(balancer),
        }
        condition, step = member.server.condition(), ""
        if condition is Condition.OFF:
            member.server.start(files)
            step = "start"
        elif condition is Condition.WELL and member.server.tell(files):
            step = "tell"
        if step:
            self.world.say("load balancer node", node=member.server.appliance.name, step=step)
        return bool(step)

    def _secrets(self, balancer: Balancer) -> dict[PurePosixPath, bytes]:
        found: dict[PurePosixPath, bytes] = {}
        for listener in balancer.listeners:
            if listener.certificates:
                listed = configuration.certificate_list(listener)
                found[configuration.certificate_list_file(listener)] = listed.encode()
            for arn in listener.certificates:
                found[configuration.certificate(arn)] = self.certificates.pem(arn)
        return found

    def _discard(self, owner: str) -> None:
        member = self.members.pop(owner)
        member.checker.close()
        member.server.appliance.discard()
        self.world.network.remove(owner)


def _sees_healthy(member: Member) -> bool:
    return any(one.state == "healthy" for one in member.judged.values())


def _checks(balancer: Balancer) -> Iterator[tuple[TargetKey, Check]]:
    for group in balancer.groups.values():
        for target in routing.reachable(balancer, group):
            port = group.check.port or target.port
            yield group.key(target), Check(target.address, port, group.check)
