"""A forge on loopback: it keeps comments, in pages, and answers as GitHub and GitLab do."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

BOT = {"login": "github-actions[bot]", "id": 1}


@dataclass
class Forge:
    """What the server holds, and what it was asked."""

    url: str = ""
    comments: list[dict[str, Any]] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    refuses: str = ""
    """The method that is answered with 403."""

    def add(self, body: str, author: dict[str, Any]) -> None:
        """Let somebody comment."""
        number = len(self.comments) + 1
        self.comments.append({"id": number, "body": body, "user": author, "author": author})

    @property
    def bodies(self) -> list[str]:
        """Return the texts of all comments, oldest first."""
        return [each["body"] for each in self.comments]


def handler(forge: Forge) -> type[BaseHTTPRequestHandler]:
    """Return what answers for `forge`."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

        def reply(self, content: Any, status: int = 200) -> None:
            answer = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def answer(self) -> None:
            address = urlsplit(self.path)
            forge.requests.append(f"{self.command} {address.path}")
            forge.tokens.add(self.headers["Authorization"] or self.headers["PRIVATE-TOKEN"])
            length = int(self.headers.get("Content-Length") or 0)
            sent = json.loads(self.rfile.read(length)) if length else {}
            if self.command == forge.refuses:
                self.reply({"message": "Resource not accessible\nby integration"}, 403)
            elif address.path == "/user":
                self.reply(BOT)
            elif self.command == "GET":
                asked = {name: int(value[0]) for name, value in parse_qs(address.query).items()}
                first = asked["per_page"] * (asked["page"] - 1)
                self.reply(forge.comments[first : first + asked["per_page"]])
            elif self.command == "POST":
                forge.add(sent["body"], BOT)
                self.reply(forge.comments[-1], 201)
            else:
                number = int(re.findall(r"\d+$", address.path)[0])
                forge.comments[number - 1]["body"] = sent["body"]
                self.reply(forge.comments[number - 1])

        do_GET = do_POST = do_PUT = do_PATCH = answer

    return Handler


@pytest.fixture
def forge() -> Iterator[Forge]:
    """Yield a forge that listens until the test ends."""
    made = Forge()
    with ThreadingHTTPServer(("127.0.0.1", 0), handler(made)) as server:
        made.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield made
        server.shutdown()
        thread.join()
