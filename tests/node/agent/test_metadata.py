"""The agent asks the very metadata service that machines of the embedded region have."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from aeolus_agent.metadata import Metadata

TOKEN = "a-token"


class Service(BaseHTTPRequestHandler):
    """Answers as the second version does: with a token, that is asked for by PUT."""

    def do_PUT(self) -> None:
        lifetime = int(self.headers["X-aws-ec2-metadata-token-ttl-seconds"])
        known = self.path == "/latest/api/token" and 1 <= lifetime <= 21600
        self._answer(200 if known else 400, TOKEN)

    def do_GET(self) -> None:
        if self.headers["X-aws-ec2-metadata-token"] != TOKEN:
            self._answer(401, "")
        elif self.path == "/latest/meta-data/autoscaling/target-lifecycle-state":
            self._answer(200, "InService")
        else:
            self._answer(500 if "broken" in self.path else 404, "")

    def _answer(self, status: int, text: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def metadata(monkeypatch: pytest.MonkeyPatch) -> Iterator[Metadata]:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    server = HTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Metadata(f"http://127.0.0.1:{server.server_port}/latest")
    server.shutdown()
    server.server_close()


def test_what_is_there_is_returned(metadata: Metadata) -> None:
    assert metadata.get("autoscaling/target-lifecycle-state") == "InService"


def test_what_is_not_there_is_none(metadata: Metadata) -> None:
    assert metadata.get("spot/instance-action") is None


def test_a_service_that_is_broken_or_away_is_an_os_error(metadata: Metadata) -> None:
    with pytest.raises(OSError, match="500"):
        metadata.get("broken")
    with pytest.raises(OSError, match="refused"):
        Metadata("http://127.0.0.1:9/latest").get("spot/instance-action")
