"""Who has not logged in, and who is not meant to come at all, is turned away."""

from __future__ import annotations

import re
import socket

import pytest

from aeolus_agent.places import PYTHON
from aeolus_sandbox.network import namespaces
from aeolus_sandbox.supervisor.settings import prefix
from support.cluster import Cluster, on_the_cluster
from support.sockets import PATIENCE_S

pytestmark = on_the_cluster

OPEN = {
    "GET /api/v2/version",
    "GET /api/v2/monitor/health",
    # Both lead to the page for the login.
    "GET /api/v2/auth/login",
    "GET /api/v2/auth/logout",
}
METHODS = frozenset({"get", "put", "post", "delete", "patch"})

# As whoever has taken over a worker: with each password that is there, and with none.
TRY_METADATA = """
import json, pathlib
from urllib.parse import unquote, urlsplit
import psycopg2
node = json.loads(pathlib.Path("/etc/aeolus/node.json").read_text())
metadata, results = node["metastore"], node["result_backend"]
held = pathlib.Path("/run/aeolus/credentials/result_backend").read_text()
password = unquote(urlsplit(held).password)
for user, database, word in [
    (results["user"], results["name"], password),
    (results["user"], metadata["name"], password),
    (metadata["user"], metadata["name"], password),
    (metadata["user"], metadata["name"], ""),
]:
    try:
        psycopg2.connect(
            host=metadata["host"], port=metadata["port"], user=user, dbname=database,
            password=word, sslmode="verify-full", sslrootcert="/run/aeolus/authorities.pem",
        ).close()
        print("open")
    except psycopg2.OperationalError as error:
        print(str(error).strip().replace(chr(10), " "))
"""


@pytest.fixture(scope="module")
def calls(cluster: Cluster) -> list[tuple[str, str]]:
    """Every method and path of Airflow's API, by its own document."""
    document = cluster.entrance().ask("GET", "/openapi.json", token=cluster.token()).body
    found = [
        (method.upper(), path)
        for path, item in document["paths"].items()
        for method in item
        if method in METHODS
    ]
    assert len(found) > 100
    return found


def test_without_a_login_no_call_is_answered_but_version_and_health(
    cluster: Cluster, calls: list[tuple[str, str]]
) -> None:
    entrance = cluster.entrance()
    answered = {
        f"{method} {path}": answer.status
        for method, path in calls
        if (answer := entrance.ask(method, re.sub(r"{[^}]*}", "1", path))).status not in (401, 403)
    }
    assert answered == dict.fromkeys(OPEN, 200)


@pytest.mark.parametrize("path", ["/execution/", "/execution/health", "/execution/docs"])
def test_the_execution_api_is_not_there_from_outside(cluster: Cluster, path: str) -> None:
    assert cluster.entrance().ask("GET", path).status == 404
    assert cluster.entrance().ask("GET", path, token=cluster.token()).status == 404


@pytest.mark.parametrize("path", ["/flower/", "/flower/workers", "/flower/api/workers"])
def test_flower_asks_for_a_login(cluster: Cluster, path: str) -> None:
    assert cluster.entrance().ask("GET", path).status == 401
    assert cluster.entrance().ask("GET", path, token=cluster.token()).status == 401


def test_the_internet_knows_no_address_of_a_node(cluster: Cluster) -> None:
    nodes = [*cluster.instances("master"), *cluster.instances("worker")]
    assert [each for each in nodes if "PublicIpAddress" in each] == []
    assert {door.host for door in cluster.region.doors()} == {balancer(cluster)}


def balancer(cluster: Cluster) -> str:
    """Return the name of the only load balancer that faces the internet."""
    found = cluster.region.client("elbv2").describe_load_balancers()["LoadBalancers"]
    [name] = [each["DNSName"] for each in found if each["Scheme"] == "internet-facing"]
    return str(name)


def test_its_load_balancer_is_answered_by_api_server_and_flower_alone(cluster: Cluster) -> None:
    [node, *_] = [each.id for each in cluster.region.nodes() if "-prod-web-" in each.id]
    for address in addresses(cluster, "master"):
        assert answer_to(cluster, node, address, 8080).startswith(b"HTTP/1.1 ")
        assert answer_to(cluster, node, address, 5555).startswith(b"HTTP/1.1 ")
        assert [answer_to(cluster, node, address, port) for port in (22, 8081, 8794)] == [b""] * 3
    for address in addresses(cluster, "worker"):
        assert [answer_to(cluster, node, address, port) for port in (22, 8793)] == [b""] * 2


def addresses(cluster: Cluster, role: str) -> list[str]:
    """Return the private addresses of the instances of a role."""
    return [each["PrivateIpAddress"] for each in cluster.instances(role)]


def answer_to(cluster: Cluster, asker: str, address: str, port: int) -> bytes:
    """Return how a server begins its answer to a node of the region; nothing without one."""

    def ask() -> bytes:
        try:
            with socket.create_connection((address, port), 2 * PATIENCE_S) as link:
                link.sendall(b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
                return link.recv(64)
        except OSError:
            return b""

    region = cluster.region
    return namespaces.within(f"{prefix(region.name, region.directory)}{asker}", ask)


def test_a_worker_is_refused_the_metadata_with_all_that_it_has(cluster: Cluster) -> None:
    for worker in cluster.ids("worker"):
        told = cluster.inside(worker, f"{PYTHON} -", TRY_METADATA).splitlines()
        assert told[0] == "open", "the result backend, with the result backend's password"
        assert len(told) == 4
        assert all("permission denied" in said or "password" in said for said in told[1:]), told
