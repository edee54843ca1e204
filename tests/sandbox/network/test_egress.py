"""The way out of a region, into a namespace that stands for the real internet."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.network import namespaces
from aeolus_sandbox.network.egress import DEVICE, egress
from aeolus_sandbox.network.fabric import Fabric
from aeolus_sandbox.network.kernel import batch, links_up
from support.machines import needs_machines, until
from support.sockets import seen, server
from support.vpcs import group, interface, vpc

pytestmark = [pytest.mark.sandbox, needs_machines]

INSIDE = interface("private", 10, "sg-any")
ISOLATED = interface("isolated", 11, "sg-any")
WORLD_ADDRESS = "192.0.2.80"
# As somebody in this machine's own network may have.
PRIVATE_ADDRESS = "10.200.0.80"

# Opens the way out, and is killed.
KILLED = """
import os, signal, sys
from aeolus_sandbox.network.egress import DEVICE, egress
from aeolus_sandbox.network.kernel import links_up

with egress(sys.argv[1]):
    assert DEVICE in links_up(sys.argv[1])
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def fabric() -> Iterator[Fabric]:
    """Return a region's network with two machines' interfaces, and a world beside it."""
    made = Fabric(f"out-{os.getpid()}.")
    try:
        made.apply(vpc(INSIDE, ISOLATED, groups=[group("sg-any")]))
        for one in (INSIDE, ISOLATED):
            made.attach(one.id)
        namespaces.create(world(made))
        batch(
            world(made),
            [
                f"address add {WORLD_ADDRESS}/32 dev lo",
                f"address add {PRIVATE_ADDRESS}/32 dev lo",
                f"route add default dev lo src {WORLD_ADDRESS}",
            ],
        )
        yield made
    finally:
        namespaces.sweep(made.prefix)


def world(fabric: Fabric) -> str:
    return f"{fabric.prefix}world"


def test_with_a_way_out_who_has_a_route_reaches_the_world(fabric: Fabric) -> None:
    with server(world(fabric), WORLD_ADDRESS), ExitStack() as stack:
        assert seen(f"{fabric.prefix}{INSIDE.id}", WORLD_ADDRESS) is None
        way = egress(fabric.names.internet)
        # As this machine would: a process that is started there stays there.
        namespaces.within(world(fabric), lambda: stack.enter_context(way))
        assert seen(f"{fabric.prefix}{INSIDE.id}", WORLD_ADDRESS) == WORLD_ADDRESS
        assert seen(f"{fabric.prefix}{ISOLATED.id}", WORLD_ADDRESS) is None
        stack.close()
        assert seen(f"{fabric.prefix}{INSIDE.id}", WORLD_ADDRESS) is None


def test_it_leads_to_no_private_address(fabric: Fabric) -> None:
    with server(world(fabric)), ExitStack() as stack:
        namespaces.within(world(fabric), lambda: stack.enter_context(egress(fabric.names.internet)))
        assert seen(f"{fabric.prefix}{INSIDE.id}", WORLD_ADDRESS) == WORLD_ADDRESS
        assert seen(f"{fabric.prefix}{INSIDE.id}", PRIVATE_ADDRESS) is None


def test_it_ends_with_who_asked_for_it(fabric: Fabric) -> None:
    command = [sys.executable, "-c", KILLED, fabric.names.internet]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    until(lambda: DEVICE not in links_up(fabric.names.internet), "the way out is closed")


def test_without_a_region_there_is_no_way_out() -> None:
    with pytest.raises(SandboxError, match="slirp4netns cannot open the way out"):
        ExitStack().enter_context(egress(f"none-{os.getpid()}.internet"))
