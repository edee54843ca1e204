"""A caller who was left without an answer is told of, with what the caller asked."""

from __future__ import annotations

import http.client
import logging
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from werkzeug.serving import make_server

from aeolus_sandbox.api.request_handler import RequestHandler


def broken(environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
    raise BrokenPipeError("whom it asked is gone")


@pytest.fixture
def port() -> Iterator[int]:
    server = make_server("127.0.0.1", 0, broken, threaded=True, request_handler=RequestHandler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def test_it_says_so(port: int, caplog: pytest.LogCaptureFixture) -> None:
    caller = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    caller.request("POST", "/", headers={"amz-sdk-request": "attempt=1; max=25"})
    with pytest.raises(http.client.RemoteDisconnected), caplog.at_level(logging.WARNING):
        caller.getresponse()
    assert caplog.messages == [
        "POST / was not answered (attempt=1; max=25): BrokenPipeError('whom it asked is gone')"
    ]
