"""prod is taken down, whatever became of its region. Last of all: nothing is there afterwards."""

from __future__ import annotations

import os
import signal

from aeolus_sandbox.region import State
from aeolus_sandbox.supervisor.settings import prefix
from support.cluster import NAME, Cluster, on_the_cluster
from support.leftovers import left
from support.machines import until

pytestmark = on_the_cluster


def test_killed_it_is_taken_down_and_nothing_is_left(cluster: Cluster) -> None:
    region = cluster.region
    name = prefix(region.name, region.directory)
    os.kill(region.process.pid, signal.SIGKILL)
    until(lambda: region.state is State.STALE, "the process is gone")
    assert left(name, region.directory)
    cluster.run("sandbox", "down", NAME)
    assert left(name, region.directory) == []
    assert not region.directory.exists()
