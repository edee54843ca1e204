"""Instance metadata as a booted machine gets it, with the tools that Debian's image has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from aeolus_sandbox.machines.machine import Machine
from support.machines import Ground, ground, instance, needs_machines

pytestmark = [pytest.mark.sandbox, needs_machines]

TOKEN = "http://169.254.169.254/latest/api/token"
LIFETIME = "X-aws-ec2-metadata-token-ttl-seconds: 60"
# A container in the machine: a namespace behind a router that the machine is for it.
CONTAINER = """
set -e
ip netns add inner
ip link add outer type veth peer name eth0 netns inner
ip address add 172.17.0.1/24 dev outer
ip link set outer up
ip -n inner address add 172.17.0.2/24 dev eth0
ip -n inner link set eth0 up
ip -n inner route add default via 172.17.0.1
echo 1 >/proc/sys/net/ipv4/ip_forward
iptables -t nat -A POSTROUTING -s 172.17.0.0/24 -j MASQUERADE
"""


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    directory: Path = tmp_path_factory.mktemp("region")
    with ground(directory) as made:
        yield made


@pytest.fixture(scope="module")
def machine(region: Ground) -> Machine:
    made = region.machine(instance(31))
    made.boot()
    made.await_running()
    return made


def token(machine: Machine, *inside: str) -> str:
    command = [*inside, "curl", "-sS", "-m3", "-X", "PUT", "-H", LIFETIME, TOKEN]
    return machine.run(command).stdout


def test_imdsv1_is_refused(machine: Machine) -> None:
    asked = ["curl", "-sf", "http://169.254.169.254/latest/meta-data/"]
    assert machine.run(asked).status == 22  # curl(1): a status of 400 or more


def test_a_token_opens_it(machine: Machine) -> None:
    url = "http://169.254.169.254/latest/meta-data/placement/availability-zone"
    header = f"X-aws-ec2-metadata-token: {token(machine)}"
    assert machine.run(["curl", "-sf", "-H", header, url]).stdout == "eu-central-1b"


def test_the_aws_cli_finds_the_roles_credentials(machine: Machine) -> None:
    shown = machine.run(["aws", "configure", "list"])
    assert "iam-role" in shown.stdout, shown
    exported = machine.run(["aws", "configure", "export-credentials"])
    assert json.loads(exported.stdout)["AccessKeyId"].startswith("ASIA-"), exported


def test_a_token_does_not_reach_a_container_beyond_the_hop_limit(
    machine: Machine, region: Ground
) -> None:
    made = machine.run(["sh", "-c", CONTAINER])
    assert made.status == 0, made
    inside = ("ip", "netns", "exec", "inner")
    assert token(machine, *inside) == ""
    region.instances.add(instance(31, options={"http_put_response_hop_limit": 2}))
    assert token(machine, *inside) != ""
