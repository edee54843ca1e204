"""A node that reboots is back by itself, with all that it did before."""

from __future__ import annotations

import contextlib

import pytest

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.supervisor.seen import Fault
from support.cluster import Cluster, on_the_cluster
from support.drills import await_standby
from support.machines import until

pytestmark = on_the_cluster


@pytest.fixture(scope="module")
def rebooted(cluster: Cluster) -> list[str]:
    """A master that stands by, and a worker, both rebooted.

    Whoever holds the lease may be replaced for letting it lapse while its machine is off.
    """
    holder = await_standby(cluster)["holder"]
    standby = next(each for each in cluster.ids("master") if each != holder)
    nodes = [standby, cluster.ids("worker")[0]]
    began = [invocation(cluster, node) for node in nodes]

    def began_anew() -> list[bool]:
        now = [invocation(cluster, node) for node in nodes]
        return [each not in ("", before) for each, before in zip(now, began, strict=True)]

    for node in nodes:
        cluster.region.befall(Fault.REBOOT, node)
    until(lambda: all(began_anew()), "both boot again")
    cluster.await_healthy()
    return nodes


def invocation(cluster: Cluster, node: str) -> str:
    """Return what systemd calls this start of the node's agent; nothing where it is off."""
    asked = "systemctl show --value --property=InvocationID aeolus-watch"
    with contextlib.suppress(SandboxError):
        return cluster.inside(node, asked)
    return ""


def test_its_credentials_are_read_anew(cluster: Cluster, rebooted: list[str]) -> None:
    for node in rebooted:
        assert cluster.inside(node, "stat --file-system --format=%T /run/aeolus") == "tmpfs"
        assert "fernet_key" in cluster.inside(node, "ls /run/aeolus/credentials")


def test_nothing_is_installed_again(cluster: Cluster, rebooted: list[str]) -> None:
    for node in rebooted:
        assert cluster.console(node).count("this node is installed") == 1
