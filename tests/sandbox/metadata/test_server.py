"""The metadata service over HTTP."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator

import pytest

from aeolus_sandbox.metadata.answers import TOKEN, Service
from aeolus_sandbox.metadata.server import serving
from support.machines import Instances, instance


@pytest.fixture
def connection() -> Iterator[http.client.HTTPConnection]:
    """Return a connection of an instance whose address is 127.0.0.1."""
    directory = Instances()
    directory.add(instance(11, private_ip_address="127.0.0.1", user_data=b"\0\xff"))
    listening = socket.create_server(("127.0.0.1", 0))
    client = http.client.HTTPConnection(*listening.getsockname())
    with serving(listening, Service(directory)):
        yield client
        client.close()


def ask(
    connection: http.client.HTTPConnection, method: str, path: str, headers: dict[str, str]
) -> tuple[int, bytes]:
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


def token(connection: http.client.HTTPConnection) -> dict[str, str]:
    # In lower case, as AWS's documents have it: a header's name has no case.
    wanted = {"x-aws-ec2-metadata-token-ttl-seconds": "60"}
    status, body = ask(connection, "PUT", "/latest/api/token", wanted)
    assert status == 200
    return {"x-aws-ec2-metadata-token": body.decode()}


def test_a_session_over_one_connection(connection: http.client.HTTPConnection) -> None:
    headers = token(connection)
    kept = connection.sock
    assert ask(connection, "GET", "/latest/meta-data/local-ipv4", headers) == (200, b"127.0.0.1")
    assert ask(connection, "GET", "/latest/user-data", headers) == (200, b"\0\xff")
    assert ask(connection, "GET", "/latest/none", headers) == (404, b"")
    assert ask(connection, "GET", "/latest/", {TOKEN: "made-up"}) == (401, b"")
    assert connection.sock is kept


def test_a_head_has_no_body(connection: http.client.HTTPConnection) -> None:
    headers = token(connection)
    connection.request("HEAD", "/latest/user-data", headers=headers)
    answer = connection.getresponse()
    assert (answer.headers["Content-Length"], answer.read()) == ("2", b"")
    assert ask(connection, "GET", "/latest/user-data", headers) == (200, b"\0\xff")


def test_a_body_is_not_taken_for_a_request(connection: http.client.HTTPConnection) -> None:
    connection.request("PUT", "/latest/api/token", body=b"GET /latest/ HTTP/1.1\r\n\r\n")
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (400, b"")
    assert connection.sock.recv(1) == b""  # closed, rather than answered again


def test_the_server_names_itself_as_amazons_does(connection: http.client.HTTPConnection) -> None:
    connection.request("GET", "/")
    answer = connection.getresponse()
    answer.read()
    assert answer.headers["Server"].strip() == "EC2ws"
