"""An endpoint as clients meet it: HTTP in all its ways, TLS, and clients that are slow or many."""

from __future__ import annotations

import hashlib
import http.client
import json
import socket
import ssl
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest

from aeolus_sandbox.authority import Authority
from sandbox.endpoints.conftest import S3, STS, THROUGH_S3, THROUGH_STS, S3Endpoint, opened

Http = Callable[..., http.client.HTTPConnection]
MANY = 50


@pytest.fixture
def http_to(endpoint: S3Endpoint) -> Iterator[Http]:
    """Return a function that makes HTTP connections, with what `connect` takes."""
    with ExitStack() as opened:

        def connect(name: str = S3, **how: Any) -> http.client.HTTPConnection:
            made = http.client.HTTPConnection(name)
            made.sock = endpoint.connect(name, **how)
            opened.callback(made.close)
            return made

        yield connect


def ask(connection: http.client.HTTPConnection, *request: Any, **more: Any) -> Any:
    """Return what the API was asked."""
    connection.request(*request, **more)
    return json.loads(connection.getresponse().read())


def raw(endpoint: S3Endpoint, sent: bytes) -> bytes:
    """Return all that comes until the server closes."""
    with endpoint.connect() as connection:
        connection.sendall(sent)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_a_request_reaches_the_api_as_it_was_asked(http_to: Http) -> None:
    name = f"bucket.{S3}"
    asked = ask(http_to(name), "PUT", "/a%20key?x=1&y", b"body", {"x-amz-meta-a": "1"})
    assert (asked["method"], asked["path"], asked["length"]) == ("PUT", "/a%20key?x=1&y", 4)
    assert (asked["headers"]["Host"], asked["headers"]["x-amz-meta-a"]) == (name, "1")
    assert asked["headers"]["X-Sandbox-Source-Ip"] == "127.0.0.1"
    assert asked["headers"]["X-Sandbox-Secure-Transport"] == "true"


def test_a_connection_is_kept_for_many_requests(http_to: Http) -> None:
    connection = http_to()
    kept = connection.sock
    for path in ("/1", "/412", "/3"):
        assert ask(connection, "PUT", path, b"x" * 100)["path"] == path
    assert connection.sock is kept


def test_a_body_in_chunks_arrives_whole(http_to: Http) -> None:
    pieces = [b"a" * 10, b"b" * 200_000]
    asked = ask(http_to(), "PUT", "/", iter(pieces), encode_chunked=True)
    assert asked["sha256"] == hashlib.sha256(b"".join(pieces)).hexdigest()


def test_an_answer_in_chunks_arrives_whole(http_to: Http) -> None:
    connection = http_to()
    connection.request("GET", "/streamed")
    assert connection.getresponse().read() == b"onetwo"
    assert ask(connection, "GET", "/next")["path"] == "/next"


@pytest.mark.parametrize("request_line", [("HEAD", "/"), ("GET", "/304"), ("DELETE", "/204")])
def test_an_answer_without_a_body_does_not_wait_for_one(
    http_to: Http, request_line: tuple[str, str]
) -> None:
    connection = http_to()
    connection.request(*request_line)
    answer = connection.getresponse()
    assert (answer.read(), answer.headers["ETag"]) == (b"", '"1"')
    assert ask(connection, "GET", "/next")["path"] == "/next"


def test_who_waits_for_leave_to_send_is_given_it(endpoint: S3Endpoint) -> None:
    with endpoint.connect() as connection:
        head = f"PUT / HTTP/1.1\r\nHost: {S3}\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n"
        connection.sendall(head.encode())
        assert connection.recv(1024).startswith(b"HTTP/1.1 100 ")
        connection.sendall(b"body")
        assert connection.recv(1024).startswith(b"HTTP/1.1 200 ")


def test_a_large_body_comes_through_both_ways(http_to: Http) -> None:
    connection = http_to()
    connection.request("PUT", "/large", bytes(20_000_000))
    assert len(connection.getresponse().read()) == 20_000_000


def test_an_answer_before_the_whole_body_was_read_is_heard(http_to: Http) -> None:
    connection = http_to()
    connection.request("PUT", "/unread", bytes(5_000_000))
    assert connection.getresponse().status == 403


def test_an_old_client_reads_until_the_end(endpoint: S3Endpoint) -> None:
    answer = raw(endpoint, f"GET /streamed HTTP/1.0\r\nHost: {S3}\r\n\r\n".encode())
    assert answer.endswith(b"\r\n\r\nonetwo")


@pytest.mark.parametrize(
    "head",
    [
        "NONSENSE",
        f"BREW / HTTP/1.1\r\nHost: {S3}",
        f"PUT / HTTP/1.1\r\nHost: {S3}\r\nContent-Length: -4",
        f"PUT / HTTP/1.1\r\nHost: {S3}\r\nTransfer-Encoding: gzip",
        "GET / HTTP/1.1",
        f"GET /_sandbox/health HTTP/1.1\r\nHost: {S3}",
        "GET / HTTP/1.1\r\nHost: example.com",
        f"GET /412 HTTP/1.1\r\nHost: {S3}\r\nConnection: close",
    ],
)
def test_no_answer_tells_what_gives_it(endpoint: S3Endpoint, head: str) -> None:
    answer = raw(endpoint, f"{head}\r\n\r\n".encode()).partition(b"\r\n\r\n")[0].lower()
    assert answer
    assert not [word for word in (b"python", b"werkzeug", b"sandbox", b"moto") if word in answer]


def test_the_api_being_away_is_the_service_being_unavailable(authority: Authority) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
    with opened(authority, url) as endpoint:
        answer = raw(endpoint, f"GET / HTTP/1.1\r\nHost: {S3}\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 503 ")


def test_s3_answers_without_tls_and_the_api_knows(http_to: Http) -> None:
    asked = ask(http_to(tls=False), "GET", "/", headers={"X-Sandbox-Secure-Transport": "true"})
    assert asked["headers"]["X-Sandbox-Secure-Transport"] == "false"


def test_an_endpoint_has_its_own_service_and_is_told_to_the_api(http_to: Http) -> None:
    assert ask(http_to(), "GET", "/")["headers"].keys().isdisjoint({"X-Sandbox-Source-Vpce"})
    for name, source, id in ((S3, THROUGH_S3, "vpce-s3"), (STS, THROUGH_STS, "vpce-sts")):
        asked = ask(http_to(name, source=source), "GET", "/")
        assert asked["headers"]["X-Sandbox-Source-Vpce"] == id


def test_through_an_endpoint_nobody_has_the_name_of_another_service(endpoint: S3Endpoint) -> None:
    for name, source in ((STS, THROUGH_S3), (S3, THROUGH_STS)):
        with pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"):
            endpoint.connect(name, source)


def test_an_endpoints_own_name_is_its_alone(endpoint: S3Endpoint) -> None:
    name = "vpce-sts-1.sts.eu-central-1.vpce.amazonaws.com"
    endpoint.connect(name, THROUGH_STS).close()
    for other, source in ((name.replace("sts-1", "other-1"), THROUGH_STS), (name, THROUGH_S3)):
        with pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"):
            endpoint.connect(other, source)


def test_another_service_cannot_be_asked_behind_the_name(http_to: Http) -> None:
    connection = http_to(S3, source=THROUGH_S3)
    connection.request("GET", "/", headers={"Host": STS})
    assert connection.getresponse().status == 404


@pytest.mark.parametrize("name", ["example.com", "ec2.us-east-1.amazonaws.com"])
def test_nobody_has_a_name_that_is_not_of_the_region(endpoint: S3Endpoint, name: str) -> None:
    with pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"):
        endpoint.connect(name)


def test_a_service_is_at_its_own_address_only(endpoint: S3Endpoint) -> None:
    with pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"):
        endpoint.connect("ec2.eu-central-1.amazonaws.com")


def test_many_are_served_beside_those_who_say_nothing(endpoint: S3Endpoint, http_to: Http) -> None:
    with ExitStack() as silent, ThreadPoolExecutor(MANY) as clients:
        for tls in (True, False):
            port = endpoint.servers[0 if tls else 1].server_address
            silent.enter_context(socket.create_connection((str(port[0]), port[1])))
        asked = clients.map(lambda n: ask(http_to(), "PUT", f"/{n}", b"x" * n), range(MANY))
        assert [one["length"] for one in asked] == list(range(MANY))
