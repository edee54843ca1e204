"""What an instance shows the internet opens on this machine, as long as it does."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from aeolus_sandbox.region import Region
from support.alive import Net, alive
from support.machines import needs_machines, until

pytestmark = [pytest.mark.sandbox, needs_machines]

SERVES = """#!/bin/sh
cd "$(mktemp -d)" && echo hello > index.html
systemd-run --same-dir python3 -m http.server 80
"""


@pytest.fixture
def region(tmp_path: Path) -> Iterator[Region]:
    with alive(tmp_path, "doors") as made:
        yield made


def test_a_port_opens_with_its_security_group_and_closes_with_it(region: Region) -> None:
    ec2, net = region.client("ec2"), Net(region)
    instance = net.launch(SERVES)
    found = ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]
    group, address = found["SecurityGroups"][0]["GroupId"], found["PublicIpAddress"]
    assert region.doors() == []
    rule = {
        "GroupId": group,
        "IpPermissions": [
            {
                "IpProtocol": "tcp",
                "FromPort": 80,
                "ToPort": 80,
                "IpRanges": [{"CidrIp": "203.0.113.0/24"}],
            }
        ],
    }
    ec2.authorize_security_group_ingress(**rule)
    until(lambda: len(region.doors()) == 1, "the door is open")
    [door] = region.doors()
    assert (door.host, door.port, door.protocol) == (address, 80, "HTTP")
    until(lambda: page(door.here) == "hello\n", "the instance serves")
    ec2.revoke_security_group_ingress(**rule)
    until(lambda: region.doors() == [], "the door is shut")
    assert page(door.here) == ""


def page(here: str) -> str:
    """Return what is served at a door; nothing where nobody answers."""
    plain = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with plain.open(f"http://{here}/", timeout=10) as answer:
            return str(answer.read().decode())
    except OSError:
        return ""
