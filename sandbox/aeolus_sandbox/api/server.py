"""The HTTP server of the embedded region."""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType
from typing import Any

from aeolus_sandbox.account import Account
from aeolus_sandbox.api.patches import ALL
from aeolus_sandbox.api.recorder import Recorder
from aeolus_sandbox.api.seed import seed
from aeolus_sandbox.api.settings import moto_environment, require_moto_version
from aeolus_sandbox.authority import Authority
from aeolus_sandbox.errors import SandboxError

HEALTH_PATH = "/_sandbox/health"
ACTIONS_PATH = "/_sandbox/actions"


class Application:
    """moto's WSGI application, with two pages of the sandbox's own in front.

    `/_sandbox/health` tells account and region; `/_sandbox/actions` lists the API actions called
    so far, and forgets them on DELETE.
    """

    def __init__(
        self, moto: Callable[..., Iterable[bytes]], account: Account, recorder: Recorder
    ) -> None:
        self._moto = moto
        self._account = account
        self._recorder = recorder

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        path = environ.get("PATH_INFO")
        if path == HEALTH_PATH:
            page: Any = {"account_id": self._account.account_id, "region": self._account.region}
        elif path == ACTIONS_PATH:
            page = self._recorder.actions
            if environ["REQUEST_METHOD"] == "DELETE":
                self._recorder.forget()
        else:
            return self._moto(environ, start_response)
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(page).encode()]


def build(account: Account, state_dir: Path) -> Application:
    """Return the application: moto patched and seeded with `account`.

    Call it once in a process, before anything imports moto. Raises SandboxError for a moto that
    the patches were not written for.
    """
    require_moto_version()
    os.environ.update(moto_environment(account.account_id))
    for patch in ALL:
        patch.apply()
    recorder = Recorder()
    for replacement in recorder.replacements():
        replacement.put()
    from moto.moto_server import werkzeug_app

    seed(account, Authority.open(state_dir / "ca"))
    moto = werkzeug_app.DomainDispatcherApplication(werkzeug_app.create_backend_app)
    return Application(moto, account, recorder)


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 picks a free one. Raises SandboxError for a taken port."""
    try:
        return socket.create_server((host, port), backlog=128)
    except OSError as error:
        raise SandboxError(
            f"port {port} on {host} is in use: stop what listens there or choose another port"
        ) from error


def serve(application: Application, listening: socket.socket, ready: Callable[[int], None]) -> None:
    """Serve on `listening` until SIGTERM or SIGINT; call `ready` with its port beforehand."""
    from moto.moto_server.werkzeug_app import MotoRequestHandler
    from werkzeug.serving import make_server

    host, port = listening.getsockname()
    # moto builds addresses of its own from these; functions call the region by the second.
    os.environ["MOTO_PORT"] = str(port)
    os.environ["AWS_ENDPOINT_URL"] = f"http://{host}:{port}"
    server = make_server(
        host,
        port,
        application,
        threaded=True,
        request_handler=MotoRequestHandler,
        fd=listening.fileno(),
    )

    def stop(_signal: int, _frame: FrameType | None) -> None:
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    ready(port)
    server.serve_forever()
    server.server_close()
