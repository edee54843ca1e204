"""The sandbox's own pages, in front of AWS's API."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from typing import Any

import pytest

from aeolus_sandbox.api.application import Application
from aeolus_sandbox.errors import SandboxError


def moto(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [])
    return [b"AWS"]


def refuses(_method: str, _body: Any) -> object:
    raise SandboxError("not that")


@pytest.fixture
def application() -> Application:
    pages = {"/_sandbox/echo": lambda method, body: [method, body], "/_sandbox/no": refuses}
    return Application(moto, pages)


def ask(application: Application, path: str, body: bytes = b"") -> tuple[str, bytes]:
    told: list[str] = []
    environ = {
        "PATH_INFO": path,
        "REQUEST_METHOD": "POST",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }
    answer = b"".join(application(environ, lambda status, headers: told.append(status)))
    return told[0], answer


def test_a_page_has_the_method_and_the_body(application: Application) -> None:
    status, answer = ask(application, "/_sandbox/echo", b'{"a": 1}')
    assert (status, json.loads(answer)) == ("200 OK", ["POST", {"a": 1}])


def test_everything_else_is_aws(application: Application) -> None:
    assert ask(application, "/bucket/_sandbox/echo") == ("200 OK", b"AWS")


def test_a_page_that_is_not_there_is_not_asked_of_aws(application: Application) -> None:
    status, answer = ask(application, "/_sandbox/nodes")
    assert status == "404 Not Found"
    assert b"there is no page" in answer


@pytest.mark.parametrize(("path", "body"), [("/_sandbox/no", b""), ("/_sandbox/echo", b"{")])
def test_what_is_refused_is_told_with_the_reason(
    application: Application, path: str, body: bytes
) -> None:
    status, answer = ask(application, path, body)
    assert status == "400 Bad Request"
    assert json.loads(answer)["error"]


def test_aws_knows_of_a_request_that_it_came_by_tls() -> None:
    def scheme(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return [environ["wsgi.url_scheme"].encode()]

    for secure, expected in (("true", b"https"), ("false", b"http")):
        told = {"wsgi.url_scheme": "http", "HTTP_X_SANDBOX_SECURE_TRANSPORT": secure}
        assert list(Application(scheme)({"PATH_INFO": "/", **told}, None)) == [expected]
