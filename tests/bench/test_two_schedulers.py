"""A rolling update of the masters to a scheduler on each, and what goes on when one is lost.

With the drills, and not with every run: it boots four masters more.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
import yaml

from aeolus_agent.install.roles import SCHEDULER
from aeolus_cli.target import ENVIRONMENTS
from aeolus_sandbox.supervisor.seen import Fault
from support.booted import booted
from support.cluster import NAME, Cluster
from support.drills import all_done_once, at_work, await_standby
from support.machines import needs_machines, until

pytestmark = [pytest.mark.bench, needs_machines]

STATE = f"systemctl show --property=ActiveState --value {SCHEDULER}"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with booted(tmp_path_factory.mktemp("rolling") / "project") as made:
        yield made


def each_schedules(cluster: Cluster, masters: set[str]) -> bool:
    """Tell whether these are all masters, and a scheduler runs on each."""
    now = set(cluster.ids("master"))
    return now == masters and all(cluster.inside(each, STATE) == "active" for each in now)


def test_a_rolling_update_loses_nothing(cluster: Cluster) -> None:
    await_standby(cluster)
    before, run = set(cluster.ids("master")), at_work(cluster)
    file = cluster.project.root / ENVIRONMENTS / f"{NAME}.yaml"
    environment = yaml.safe_load(file.read_text())
    environment["masters"]["scheduler_mode"] = "active_active"
    file.write_text(yaml.safe_dump(environment, sort_keys=False))
    began = time.monotonic()
    cluster.run("sandbox", "up", NAME)

    def rolled() -> bool:
        now = set(cluster.ids("master"))
        return len(now) == 2 and not now & before and each_schedules(cluster, now)

    until(rolled, "each new master schedules", 900)
    print(f"rolled in {time.monotonic() - began:.0f} s, the deploy included")
    all_done_once(cluster, run)


def test_one_that_is_lost_is_replaced_while_the_other_goes_on(cluster: Cluster) -> None:
    run = at_work(cluster)
    [lost, other] = cluster.ids("master")
    cluster.region.befall(Fault.KILL, lost)
    all_done_once(cluster, run)
    until(lambda: lost not in cluster.ids("master"), f"{lost} is replaced")
    until(lambda: len(cluster.ids("master")) == 2, "another comes")
    cluster.await_healthy()
    assert other in cluster.ids("master")
    assert each_schedules(cluster, set(cluster.ids("master")))
