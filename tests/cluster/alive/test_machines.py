"""prod's instances are machines that have what they need; the entrance opens on this machine."""

from __future__ import annotations

import json
import re
import socket
import ssl
from http.client import HTTPResponse

import pytest

from aeolus_sandbox.authority import Authority
from support.cluster import Cluster, on_the_cluster
from support.machines import until

pytestmark = on_the_cluster


def test_every_instance_is_a_machine_that_runs(cluster: Cluster) -> None:
    masters, workers = cluster.instances("master"), cluster.instances("worker")
    assert (len(masters), len(workers)) == (2, 2)
    for instance in [*masters, *workers]:
        identifier = instance["InstanceId"]
        assert cluster.inside(identifier, "systemctl is-system-running --wait") == "running"
        assert "status: done" in cluster.inside(identifier, "cloud-init status --wait")
        assert cluster.inside(identifier, "hostname -f") == instance["PrivateDnsName"]
        assert cluster.inside(identifier, "hostname -I") == instance["PrivateIpAddress"]


@pytest.mark.parametrize("output", ["metastore_endpoint", "broker_endpoint"])
def test_a_master_reaches_what_it_needs_by_name(cluster: Cluster, output: str) -> None:
    [shown] = json.loads(cluster.run("sandbox", "status", "--json"))
    for master in cluster.instances("master"):
        await_open(cluster, master["InstanceId"], shown["outputs"][output])


def test_the_entrance_opens_on_this_machine_and_leads_to_https(cluster: Cluster) -> None:
    doors = {door.port: door for door in cluster.region.doors()}
    plain = ask(doors[80].here, doors[80].host)
    assert (plain.status, plain.getheader("Location")) == (301, f"https://{doors[80].host}:443/")
    authority = Authority.open(cluster.region.directory / "ca").certificate
    secure = ask(doors[443].here, doors[443].host, authority)
    assert secure.status in (200, 307), "Airflow's pages, or the way to its login"


def ask(door: str, host: str, authority: bytes = b"") -> HTTPResponse:
    """Return what a door answers who asks for a host, over TLS if an authority is trusted."""
    address, _, port = door.partition(":")
    link: socket.socket = socket.create_connection((address, int(port)), timeout=20)
    if authority:
        context = ssl.create_default_context(cadata=authority.decode())
        context.check_hostname = False  # the certificate is for the domain, not for the balancer
        link = context.wrap_socket(link)
    with link:
        link.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        answer = HTTPResponse(link)
        answer.begin()
        return answer


def await_open(cluster: Cluster, instance: str, endpoint: str) -> None:
    """Return when a machine can open a connection to `host:port`."""
    host, _, port = endpoint.partition(":")
    opened = f"timeout 5 bash -c 'exec 3<>/dev/tcp/{host}/{port}' && echo open"
    until(lambda: cluster.inside(instance, opened) == "open", f"{endpoint} answers")


def test_a_master_is_its_role(cluster: Cluster) -> None:
    asked = "set -a; . /etc/environment; aws sts get-caller-identity --query Arn --output text"
    for master in cluster.instances("master"):
        identifier = master["InstanceId"]
        said = cluster.inside(
            identifier, f"AWS_DEFAULT_REGION={cluster.region.account.region}; {asked}"
        )
        assert re.fullmatch(rf"arn:aws:sts::\d+:assumed-role/[^/]*masters?[^/]*/{identifier}", said)
