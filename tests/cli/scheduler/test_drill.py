"""A drill: a fault, who takes over, when the next task starts, and that all is mended."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import boto3
import pytest
from moto import mock_aws

from aeolus_cli.errors import UserError
from aeolus_cli.scheduler.drill.command import refuse_by_accident, told
from aeolus_cli.scheduler.drill.hands import (
    Fault,
    InRegion,
    OnAws,
)
from aeolus_cli.scheduler.drill.load import EVERY_S, DagLoad
from aeolus_cli.scheduler.drill.measure import Drill, Times
from aeolus_cli.scheduler.lease import LeaseOf
from aeolus_lease.dynamodb import DynamoDbLease
from aeolus_lease.record import Candidate, Lease
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.supervisor.seen import Fault as RegionFault
from support.lease_table import TABLE, make_table
from support.machines import until


@dataclass
class Place:
    """An environment with two masters, and whoever lets faults befall them."""

    lease: LeaseOf
    then: Callable[[Place], None] = lambda _: None
    did: list[str] = field(default_factory=list)
    time: float = 1000.0
    task_at: float | None = None
    since: float = 0.0

    def strike(self, fault: Fault, node: str) -> None:
        self.did.append(f"{fault} befalls {node}")

    def mend(self, fault: Fault, node: str) -> None:
        self.did.append(f"{fault} of {node} is mended")

    def keep_up(self) -> None:
        pass

    def first_task(self, since: float) -> float | None:
        self.since = since
        return self.task_at

    def sleep(self, seconds: float) -> None:
        self.time += seconds
        self.then(self)

    def drill(self, fault: Fault, said: list[str] | None = None) -> Times:
        say = (said if said is not None else []).append
        return Drill(
            self.lease, self, self, say, sleep=self.sleep, wall=lambda: self.time, limit_s=30
        ).run(fault)


@pytest.fixture
def place() -> Iterator[Place]:
    with mock_aws():
        client = boto3.client("dynamodb", region_name="us-east-1")
        make_table(client)
        store = DynamoDbLease(client, TABLE, limit_s=5)
        asyncio.run(store.move(None, Lease("i-1", 4), mark=None))
        for node in ("i-1", "i-2"):
            asyncio.run(store.beat(Candidate(node, 1, True, said_at=store.wall())))
        yield Place(LeaseOf("staging", store))


def take_over(place: Place) -> None:
    """Let i-2 have the lease at 1010, schedule at 1011, and start a task at 1014."""

    async def move() -> None:
        held = (await place.lease.store.read()).lease
        assert held
        if place.time == 1010:
            await place.lease.store.move(held, Lease("i-2", 5, moved_at=1009.5), mark=None)
        if place.time == 1011:
            await place.lease.store.renew(held)
        if place.time == 1014:
            place.task_at = 1013.5

    asyncio.run(move())


def test_another_takes_over_and_all_times_are_told(place: Place) -> None:
    place.then = take_over
    said: list[str] = []
    times = place.drill(Fault.HOST, said)
    assert times == Times("host", "i-1", "i-2", 5, detected=9.5, promoted=11.0, task=13.5)
    # What the first one had queued until then is not the second one's work.
    assert place.since == 1009.5
    assert place.did == ["host befalls i-1", "host of i-1 is mended"]
    assert said == [
        "host: i-1 schedules in epoch 4",
        "  11.0 s: i-2 takes over in epoch 5",
        "  13.5 s: a task starts",
    ]
    assert told(times) == (
        "i-2 took over from i-1 in 11.0 s (decided after 9.5 s): a task started after 13.5 s"
    )


def test_a_process_is_started_again_where_it_was(place: Place) -> None:
    place.task_at = 1007.0
    times = place.drill(Fault.PROCESS)
    assert (times.holder, times.epoch, times.promoted, times.task) == ("i-1", 4, None, 7.0)
    assert told(times) == "i-1 started its scheduler again: a task started after 7.0 s"


def test_when_nobody_takes_over_that_is_told_and_mended(place: Place) -> None:
    with pytest.raises(UserError, match="not within 30 s: another master takes over"):
        place.drill(Fault.FREEZE)
    assert place.did[-1] == "freeze of i-1 is mended"


def test_without_a_healthy_standby_nothing_befalls_anybody(place: Place) -> None:
    said = Candidate("i-2", 2, False, "its disk is full", said_at=place.lease.store.wall())
    asyncio.run(place.lease.store.beat(said))
    with pytest.raises(UserError, match="no other master of staging is healthy"):
        place.drill(Fault.HOST)
    assert place.did == []


def test_where_nobody_schedules_there_is_nothing_to_try(place: Place) -> None:
    asyncio.run(place.lease.store.release(Lease("i-1", 4)))
    with pytest.raises(UserError, match="nobody schedules in staging"):
        place.drill(Fault.PROCESS)


def test_production_asks_whether_it_is_meant() -> None:
    with pytest.raises(UserError, match="prod is production") as error:
        refuse_by_accident(True, "prod", yes=False)
    assert error.value.cure == "add --yes if that is meant"
    refuse_by_accident(True, "prod", yes=True)
    refuse_by_accident(False, "dev", yes=False)


class Asked:
    """A client, or a region, that notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Any]] = []

    def stop_instances(self, **asked: Any) -> None:
        self.asked.append(("stop_instances", asked))

    def send_command(self, **asked: Any) -> None:
        self.asked.append(("send_command", asked))

    def befall(self, fault: RegionFault, node: str) -> None:
        self.asked.append((fault.value, node))
        if fault is RegionFault.THAW:
            raise SandboxError(f"there is no node {node!r}: it was replaced")


def test_on_aws_a_host_is_stopped_by_force_and_the_rest_is_done_on_it() -> None:
    ec2, ssm = Asked(), Asked()
    hands = OnAws(ec2, ssm)
    for fault in Fault:
        hands.strike(fault, "i-1")
        hands.mend(fault, "i-1")
    assert ec2.asked == [("stop_instances", {"InstanceIds": ["i-1"], "Force": True})]
    commands = ["\n".join(each["Parameters"]["commands"]) for _, each in ssm.asked]
    killed, cut, frozen, stuck = commands
    assert "--signal=KILL airflow-scheduler.service" in killed
    assert "--signal=STOP airflow-scheduler.service" in stuck
    # What cuts a machine off must bring it back: nobody could any more.
    assert "down; sleep 90; ip link set dev $link up" in cut
    assert "systemctl thaw airflow-scheduler.service aeolus-lease.service" in frozen


def test_in_a_region_its_own_faults_befall_and_are_mended() -> None:
    region: Any = Asked()
    hands = InRegion(region)
    for fault in (Fault.HOST, Fault.PARTITION, Fault.FREEZE):
        hands.strike(fault, "i-1")
        hands.mend(fault, "i-1")
    assert [what for what, _ in region.asked] == ["kill", "cut", "heal", "freeze", "thaw"]


class Airflow:
    """Starts runs, or refuses to."""

    def __init__(self) -> None:
        self.asked, self.runs, self.refuses = 0, 0, False

    def trigger(self, dag_id: str, conf: dict[str, Any]) -> None:
        self.asked += 1
        if self.refuses:
            raise UserError("Airflow answers 502")
        self.runs += 1

    def first_task(self, _since: Any) -> None:
        if self.refuses:
            raise UserError("Airflow answers 502")


def test_a_run_is_started_now_and_then_whatever_the_entrance_says() -> None:
    airflow: Any = Airflow()
    now = [0.0]
    load = DagLoad(airflow, "example", clock=lambda: now[0])
    for seconds in (0.0, 1.0, EVERY_S, EVERY_S + 1):
        now[0] = seconds
        load.keep_up()
    until(lambda: airflow.runs == 2, "two runs are started")
    airflow.refuses, now[0] = True, 100.0
    load.keep_up()
    until(lambda: airflow.asked == 3, "a third is refused")
    assert airflow.runs == 2
    assert load.first_task(5.0) is None
