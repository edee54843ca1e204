"""A region's network as a whole: beside others, with endpoints, and gone without trace."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from ipaddress import IPv4Address
from pathlib import Path

import psutil
import pytest

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.network import internet, namespaces, public
from aeolus_sandbox.network.fabric import Fabric
from aeolus_sandbox.network.model import Endpoint, Topology
from support.machines import needs_machines, until
from support.sockets import seen, server
from support.vpcs import VPC, group, interface, tcp, vpc

pytestmark = [pytest.mark.sandbox, needs_machines]

CLIENT = interface("private", 10, "sg-client")
SERVER = interface("isolated", 20, "sg-server")
GROUPS = (group("sg-client"), group("sg-server", tcp(80, "sg-client"), tcp(443, "sg-client")))
TOPOLOGY = vpc(CLIENT, SERVER, groups=GROUPS)
SERVICE = "com.amazonaws.eu-central-1.secretsmanager"
ENDPOINT = Endpoint("vpce-0b000000000000001", VPC, SERVICE, (SERVER.id,))

# Makes a whole network with a process in it, says so, and is killed.
KILLED = """
import os, signal, subprocess, sys
from aeolus_sandbox.network.fabric import Fabric
from sandbox.network.test_fabric import CLIENT, TOPOLOGY

fabric = Fabric(sys.argv[1])
fabric.apply(TOPOLOGY)
link = fabric.attach(CLIENT.id)
sleep = [sys.executable, "-c", "import time; time.sleep(600)", sys.argv[1]]
subprocess.Popen(["ip", "netns", "exec", link.namespace, *sleep])
os.kill(os.getpid(), signal.SIGKILL)
"""

MakeFabric = Callable[[str], Fabric]


@pytest.fixture
def make() -> Iterator[MakeFabric]:
    """Return a function that makes networks by their prefixes, swept afterwards."""
    made: list[Fabric] = []

    def fabric(name: str) -> Fabric:
        made.append(Fabric(f"{name}-{os.getpid()}."))
        return made[-1]

    yield fabric
    for each in made:
        namespaces.sweep(each.prefix)


def attached(fabric: Fabric, topology: Topology) -> Fabric:
    """Apply a topology and attach its two machines' interfaces."""
    fabric.apply(topology)
    for one in (CLIENT, SERVER):
        fabric.attach(one.id)
    return fabric


def test_two_regions_with_the_same_addresses_do_not_meet(make: MakeFabric) -> None:
    one, other = (attached(make(name), TOPOLOGY) for name in ("one", "other"))
    with server(f"{one.prefix}{SERVER.id}"):
        assert seen(f"{one.prefix}{CLIENT.id}", str(SERVER.address)) == str(CLIENT.address)
        assert seen(f"{other.prefix}{CLIENT.id}", str(SERVER.address)) is None
    namespaces.sweep(other.prefix)
    with server(f"{one.prefix}{SERVER.id}"):
        assert seen(f"{one.prefix}{CLIENT.id}", str(SERVER.address)) == str(CLIENT.address)


def test_two_vpcs_with_the_same_addresses_do_not_meet(make: MakeFabric) -> None:
    twin = "vpc-0b000000000000002"
    there = replace(
        SERVER, id="eni-0b000000000000020", vpc=twin, subnet="twin", groups=("sg-twin",)
    )
    open_to_all = replace(group("sg-twin", tcp(80, "0.0.0.0/0")), vpc=twin)
    topology = replace(
        TOPOLOGY.including([there]),
        vpcs={**TOPOLOGY.vpcs, twin: replace(TOPOLOGY.vpcs[VPC], id=twin, internet_gateway=None)},
        groups={**TOPOLOGY.groups, open_to_all.id: open_to_all},
    )
    fabric = attached(make("twins"), topology)
    with server(fabric.attach(there.id).namespace):
        assert seen(f"{fabric.prefix}{CLIENT.id}", str(SERVER.address)) is None
    fabric.apply(TOPOLOGY)
    assert not namespaces.exists(fabric.names.router(twin))


@contextmanager
def service(fabric: Fabric) -> Iterator[None]:
    """Serve at the address of AWS's services."""
    with server(fabric.names.internet, str(public.ADDRESS), 443):
        yield


def test_an_interface_endpoint_hands_on_to_its_service(make: MakeFabric) -> None:
    fabric = make("endpoint")
    topology = replace(TOPOLOGY, endpoints={ENDPOINT.id: ENDPOINT})
    fabric.apply(topology)
    client = fabric.attach(CLIENT.id).namespace
    with service(fabric):
        source = seen(client, str(SERVER.address), 443)
        assert source is not None
        assert fabric.endpoint_sources() == {IPv4Address(source): ENDPOINT.id}
        # Its security group concerns it, and there is nothing else at its address.
        closed = group("sg-server")
        fabric.apply(replace(topology, groups={**topology.groups, closed.id: closed}))
        assert seen(client, str(SERVER.address), 443) is None
        fabric.apply(topology)
        assert seen(client, str(SERVER.address), 80) is None
        fabric.apply(TOPOLOGY)
        assert seen(client, str(SERVER.address), 443) is None
    assert fabric.endpoint_sources() == {}


def test_an_endpoint_leads_to_services_and_nowhere_else(make: MakeFabric) -> None:
    fabric = make("nowhere")
    fabric.apply(replace(TOPOLOGY, endpoints={ENDPOINT.id: ENDPOINT}))
    internet.serve_at(fabric.names.internet, [IPv4Address("192.0.2.80")])
    endpoint = fabric.names.gateway(SERVER.id)
    with service(fabric), server(fabric.names.internet, "192.0.2.80", 443):
        assert seen(endpoint, str(public.ADDRESS), 443) is not None
        assert seen(endpoint, "192.0.2.80", 443) is None


def test_what_stands_in_no_vpc_reaches_public_addresses_and_is_not_reached(
    make: MakeFabric,
) -> None:
    front = interface("public", 30, "sg-open", public="203.0.113.30")
    open_to_all = group("sg-open", tcp(80, "0.0.0.0/0"))
    fabric = make("outside")
    fabric.apply(vpc(CLIENT, front, groups=[*GROUPS, open_to_all]))
    client, served = (fabric.attach(one.id).namespace for one in (CLIENT, front))
    one, other = (fabric.attach_outside(name) for name in ("greet-1", "leave-1"))
    assert fabric.attach_outside("greet-1") == one
    assert one.address != other.address
    with service(fabric), server(served), server(one.namespace), server(client):
        assert seen(one.namespace, str(public.ADDRESS), 443) == str(one.address)
        assert seen(one.namespace, str(front.public_address)) == str(one.address)
        assert seen(one.namespace, str(front.address)) is None
        assert seen(one.namespace, str(CLIENT.address)) is None
        assert seen(other.namespace, str(one.address)) is None
        assert seen(served, str(one.address)) is None
    fabric.detach(one)
    assert not namespaces.exists(one.namespace)


def test_an_interface_that_comes_back_works_at_once(make: MakeFabric) -> None:
    fabric = attached(make("again"), TOPOLOGY)
    for _ in range(3):
        fabric.detach(fabric.link(SERVER.id))
        link = fabric.attach(SERVER.id)
        with server(link.namespace):
            assert seen(f"{fabric.prefix}{CLIENT.id}", str(SERVER.address)) is not None


def test_another_process_goes_on_with_what_is_there(make: MakeFabric) -> None:
    fabric = attached(make("next"), TOPOLOGY)
    next_one = attached(Fabric(fabric.prefix), TOPOLOGY)
    with server(f"{next_one.prefix}{SERVER.id}"):
        assert seen(f"{next_one.prefix}{CLIENT.id}", str(SERVER.address)) is not None


def test_an_interface_that_ec2_does_not_have_is_named(make: MakeFabric) -> None:
    with pytest.raises(SandboxError, match=r"no network interface 'eni-none'"):
        make("none").attach("eni-none")


def test_a_network_whose_maker_was_killed_leaves_nothing() -> None:
    prefix = f"killed-{os.getpid()}."
    tests = str(Path(__file__).parents[2])
    made = subprocess.run(
        [sys.executable, "-c", KILLED, prefix], env={**os.environ, "PYTHONPATH": tests}, check=False
    )
    assert made.returncode == -signal.SIGKILL
    assert len(namespaces.find(prefix)) == 4
    assert processes(prefix)
    namespaces.sweep(prefix)
    assert namespaces.find(prefix) == []
    until(lambda: not processes(prefix), "the process that was in it ends")


def processes(word: str) -> list[int]:
    """Return the processes that were called with a word among their arguments."""
    lines = {process.pid: process.info["cmdline"] for process in psutil.process_iter(["cmdline"])}
    return [pid for pid, line in lines.items() if word in (line or [])]
