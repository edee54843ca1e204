"""What `status` shows people."""

from __future__ import annotations

from aeolus_agent.description import Role
from aeolus_agent.watch.report import DaemonReport, NodeReport, Phase
from aeolus_agent.watch.status import lines

HEALTHY = NodeReport(
    at=40.0,
    role=Role.WORKER,
    group="default",
    phase=Phase.READY,
    timeline={Phase.BOOT: 10.0, Phase.DAEMONS: 20.5, Phase.READY: 30.0},
    daemons=(DaemonReport("worker", "active", True, 21.0),),
)


def test_a_healthy_node_its_daemons_and_its_boot() -> None:
    assert list(lines(HEALTHY)) == [
        "worker default: healthy",
        "  worker         active       healthy",
        "     0.0 s  boot",
        "    10.5 s  daemons",
        "    20.0 s  ready",
    ]


def test_why_a_node_waits() -> None:
    waiting = NodeReport(
        at=40.0,
        role=Role.MASTER,
        group="",
        phase=Phase.MIGRATE,
        timeline={},
        daemons=(DaemonReport("scheduler", "inactive", False, 0.0, "it is to be started"),),
        reason="the metastore cannot be reached",
    )
    assert list(lines(waiting)) == [
        "master: phase migrate: the metastore cannot be reached",
        "  scheduler      inactive     not healthy: it is to be started",
    ]
