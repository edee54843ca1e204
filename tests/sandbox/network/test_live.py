"""The network of a running region, as many threads at once let it follow EC2."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from aeolus_sandbox.bell import Bell
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.network import namespaces, reading
from aeolus_sandbox.network.fabric import Fabric
from aeolus_sandbox.network.listing import Listing
from aeolus_sandbox.network.live import LiveNetwork
from aeolus_sandbox.network.model import NatGateway, Topology
from aeolus_sandbox.network.names import route53
from aeolus_sandbox.network.names.server import Resolvers
from support.machines import until
from support.vpcs import vpc


@dataclass(frozen=True)
class Namespace:
    """A link, as far as anybody looks at it here."""

    namespace: str


@dataclass
class Ec2:
    """What EC2 says, and how often it was asked; it answers while `may_answer` is set."""

    says: Topology = field(default_factory=Topology)
    reads: int = 0
    applied: list[Topology] = field(default_factory=list)
    may_answer: threading.Event = field(default_factory=threading.Event)
    fails: bool = False

    def read(self, _client: Any) -> Topology:
        said = self.says
        self.reads += 1
        assert self.may_answer.wait(10)
        return said

    def apply(self, topology: Topology) -> None:
        if self.fails:
            raise SandboxError("the kernel says no")
        self.applied.append(topology)


@pytest.fixture
def ec2(monkeypatch: pytest.MonkeyPatch) -> Ec2:
    """Return an EC2 whose network is applied to nothing."""
    made = Ec2()
    made.may_answer.set()
    monkeypatch.setattr(reading, "read", made.read)
    monkeypatch.setattr(route53, "read", lambda _client: [])
    monkeypatch.setattr(Fabric, "apply", lambda _self, topology: made.apply(topology))
    monkeypatch.setattr(Resolvers, "tell", lambda _self, _places: None)
    return made


@pytest.fixture
def news() -> Bell:
    """Return what rings when EC2 has something else to say."""
    return Bell()


@pytest.fixture
def live(ec2: Ec2, news: Bell) -> LiveNetwork:
    """Return the network of a region."""
    return LiveNetwork("live.", "eu-central-1", Listing(lambda service: None, news))


def test_what_has_not_changed_is_not_applied_again(live: LiveNetwork, ec2: Ec2) -> None:
    ec2.says = vpc()
    live.refresh()
    live.refresh()
    assert ec2.applied == [vpc()]
    assert live.topology == vpc()


def test_who_follows_reads_what_is_new_and_nothing_else(
    live: LiveNetwork, ec2: Ec2, news: Bell
) -> None:
    live.follow()
    live.follow()
    assert ec2.reads == 1
    ec2.says = vpc()
    news.ring()
    live.follow()
    assert (ec2.reads, live.topology) == (2, vpc())


def test_what_is_told_while_it_is_read_is_read_the_next_time(
    live: LiveNetwork, ec2: Ec2, news: Bell
) -> None:
    ec2.may_answer.clear()
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(live.follow)
        until(lambda: ec2.reads == 1, "it is read")
        ec2.says = vpc()
        news.ring()
        ec2.may_answer.set()
        first.result(10)
    live.follow()
    assert live.topology == vpc()


def test_what_could_not_be_read_stays_new(
    live: LiveNetwork, ec2: Ec2, monkeypatch: pytest.MonkeyPatch
) -> None:
    ec2.says = vpc()
    with monkeypatch.context() as broken:
        broken.setattr(route53, "read", lambda _client: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            live.follow()
    live.follow()
    assert live.topology == vpc()


@dataclass
class Kernel:
    """Counts what is attached; `gone` are namespaces that somebody has deleted."""

    attached: list[str] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch) -> Kernel:
    """Return a kernel that attaches whatever it is told to."""
    made = Kernel()

    def attach(_self: Fabric, interface: str, owner: str) -> None:
        made.attached.append(owner)
        made.gone.discard(f"live.{owner}")

    monkeypatch.setattr(Fabric, "attach", attach)
    monkeypatch.setattr(Fabric, "link", lambda _self, _id, owner: Namespace(f"live.{owner}"))
    monkeypatch.setattr(namespaces, "exists", lambda name: name not in made.gone)
    return made


def test_who_has_an_interface_is_attached_anew_only_when_its_namespace_is_gone(
    live: LiveNetwork, ec2: Ec2, kernel: Kernel
) -> None:
    ec2.says = vpc()
    subnet = next(iter(vpc().subnets))
    for _ in range(3):
        live.place("database", subnet, [])
    assert kernel.attached == ["database"]
    kernel.gone.add("live.database")
    for _ in range(3):
        live.place("database", subnet, [])
    assert kernel.attached == ["database", "database"]


def test_who_asks_while_another_reads_sees_what_is_said_after_that(
    live: LiveNetwork, ec2: Ec2
) -> None:
    ec2.may_answer.clear()
    with ThreadPoolExecutor(4) as threads:
        first = threads.submit(live.refresh)
        until(lambda: ec2.reads == 1, "the first asks")
        ec2.says = vpc()
        others = [threads.submit(live.refresh) for _ in range(3)]
        ec2.may_answer.set()
        for each in (first, *others):
            each.result(10)
    assert live.topology == vpc()


def test_what_could_not_be_applied_is_applied_at_the_next_time(live: LiveNetwork, ec2: Ec2) -> None:
    ec2.says, ec2.fails = vpc(), True
    with pytest.raises(SandboxError):
        live.refresh()
    assert live.topology == Topology()
    ec2.fails = False
    live.follow()
    assert live.topology == vpc()


def test_a_fault_of_a_gateway_waits_until_the_network_is_applied(
    live: LiveNetwork, ec2: Ec2, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two that change a router's routes at once are each in the other's way: `File exists`."""
    gateway = NatGateway(id="nat-1", interface="eni-1")
    ec2.says = replace(vpc(), nat_gateways={gateway.id: gateway})
    live.refresh()
    healed: list[str] = []
    monkeypatch.setattr(Fabric, "heal", lambda _self, interface: healed.append(interface))
    ec2.may_answer.clear()
    with ThreadPoolExecutor(2) as threads:
        threads.submit(live.refresh)
        until(lambda: ec2.reads == 2, "the network is read")
        threads.submit(live.heal, gateway.id)
        time.sleep(0.1)
        while_it_is_read = list(healed)
        ec2.may_answer.set()
    assert (while_it_is_read, healed) == ([], ["eni-1"])
