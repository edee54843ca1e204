"""Airflow's web server as far as `aeolus dags run` knows it: answers as Airflow 3.3.2 gave them."""

from __future__ import annotations

import json
import ssl
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from aeolus_sandbox.authority import Authority

HOST = "airflow.example.com"
PASSWORD = "right"
RUN_ID = "manual__2026-11-29T08:31:33.826048+00:00"
RUN = f"/api/v2/dags/example/dagRuns/{RUN_ID}"


@dataclass
class FakeAirflow:
    """What it knows, and what it was asked: method, path, host, body.

    A DAG's `unseen` is how often it is asked for before Airflow has seen it, its `versions` those
    that it is read in, one each time that it is asked for; a run, whose tasks are in the states
    `run_tasks`, goes through `states` likewise. The next `away` questions are answered by a load
    balancer, as nobody is behind it.
    """

    paused: bool = False
    stale: bool = False
    versions: list[str] = field(default_factory=lambda: ["1" * 64])
    unseen: int = 0
    away: int = 0
    states: list[str] = field(default_factory=lambda: ["queued", "running", "success"])
    broken: dict[str, str] = field(default_factory=dict)
    tasks: list[dict[str, Any]] = field(default_factory=list)
    run_tasks: list[str | None] = field(default_factory=lambda: [None, "success", "success"])
    asked: list[tuple[str, str, str, Any]] = field(default_factory=list)

    def answer(self, method: str, path: str, token: str, body: Any) -> tuple[int, Any]:
        """Return status and body."""
        if path == "/auth/token":
            if body != {"username": "admin", "password": PASSWORD}:
                return 401, {"detail": "Invalid credentials"}
            return 201, {"access_token": "t0ken"}
        if token != "Bearer t0ken":
            return 401, {"detail": "Not authenticated"}
        if self.away:
            self.away -= 1
            return 502, "<html><title>502 Bad Gateway</title></html>"
        page = path.split("?")[0].replace("%3A", ":").replace("%2B", "+")
        match method, page:
            case "GET", "/api/v2/dags":
                return 200, {"dags": [{"dag_id": "sample"}, {"dag_id": "other"}]}
            case "GET", "/api/v2/dags/~/dagRuns/~/taskInstances":
                return 200, _page(self.tasks, path)
            case "GET", "/api/v2/importErrors":
                told = [{"filename": k, "stack_trace": v} for k, v in self.broken.items()]
                return 200, {"import_errors": told}
            case "GET", "/api/v2/dags/example":
                if self.unseen:
                    self.unseen -= 1
                    return 404, {"detail": "The Dag with ID: `example` was not found"}
                version = self.versions.pop(0) if len(self.versions) > 1 else self.versions[0]
                return 200, {
                    "dag_id": "example",
                    "is_paused": self.paused,
                    "is_stale": self.stale,
                    "bundle_version": version,
                }
            case "PATCH", "/api/v2/dags/example":
                self.paused = bool(body["is_paused"])
                return 200, {"dag_id": "example", "is_paused": self.paused}
            case "POST", "/api/v2/dags/example/dagRuns":
                if body["conf"].get("parts") == "no":
                    return 400, {"detail": "Invalid input for param parts\n\nOn instance:\n  'no'"}
                return 200, self._run(self.states[0])
            case "GET", found if found == RUN:
                return 200, self._run(self.states.pop(0))
            case "GET", found if found == f"{RUN}/taskInstances":
                return 200, _page([{"state": each} for each in self.run_tasks], path)
        return 404, {"detail": "Not Found"}

    def _run(self, state: str) -> dict[str, Any]:
        return {
            "dag_id": "example",
            "dag_run_id": RUN_ID,
            "state": state,
            "bundle_version": "0" * 64,
        }

    @contextmanager
    def serving(self, authority: Authority) -> Iterator[int]:
        """Answer on a port of the loopback, by a certificate of `authority` for HOST."""
        airflow = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                body = json.loads(self.rfile.read(length)) if length else None
                airflow.asked.append((self.command, self.path, self.headers["Host"], body))
                token = self.headers.get("Authorization", "")
                status, said = airflow.answer(self.command, self.path, token, body)
                self.send_response(status)
                self.end_headers()
                self.wfile.write(json.dumps(said).encode())

            do_POST = do_PATCH = do_GET

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """Whoever asked has gone: it did not trust the certificate."""

        server = Server(("127.0.0.1", 0), Handler)
        issued = authority.issue([HOST])
        server.socket = _tls(issued.certificate, issued.private_key).wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def _page(tasks: list[dict[str, Any]], path: str) -> dict[str, Any]:
    """Return those of the tasks that are asked for, a hundred at most, whatever the limit."""
    query = parse_qsl(urlsplit(path).query)
    asked, states = dict(query), [value for key, value in query if key == "state"]
    first, most = int(asked.get("offset", 0)), min(int(asked["limit"]), 100)
    found = [each for each in tasks if not states or each.get("state", states[0]) in states]
    return {"task_instances": found[first : first + most], "total_entries": len(found)}


def _tls(certificate: bytes, key: bytes) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        both = Path(folder) / "both.pem"
        both.write_bytes(certificate + key)
        context.load_cert_chain(both)
    return context
