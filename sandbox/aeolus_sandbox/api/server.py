"""The HTTP server of the embedded region."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from aeolus_sandbox.account import Account
from aeolus_sandbox.api.application import OWN, Application
from aeolus_sandbox.api.patches import ALL
from aeolus_sandbox.api.recorder import Called, Recorder
from aeolus_sandbox.api.repetitions import Repetitions
from aeolus_sandbox.api.seed import seed
from aeolus_sandbox.api.settings import moto_environment, require_moto_version
from aeolus_sandbox.authority import Authority
from aeolus_sandbox.errors import SandboxError

HEALTH_PATH = f"{OWN}health"
ACTIONS_PATH = f"{OWN}actions"


def build(account: Account, state_dir: Path, called: Called | None = None) -> Application:
    """Return the application: moto patched and seeded with `account`.

    `/_sandbox/health` tells account and region; `/_sandbox/actions` lists the API actions called
    so far, and forgets them on DELETE. `called` is told of each call once it is answered.
    Call it once in a process, before anything imports moto. Raises SandboxError for a moto that
    the patches were not written for.
    """
    require_moto_version()
    os.environ.update(moto_environment(account.account_id))
    for patch in ALL:
        patch.apply()
    recorder = Recorder(called)
    for replacement in recorder.replacements():
        replacement.put()
    from moto.moto_server import werkzeug_app

    seed(account, Authority.open(state_dir / "ca"))
    moto = werkzeug_app.DomainDispatcherApplication(werkzeug_app.create_backend_app)
    health = {"account_id": account.account_id, "region": account.region}

    def actions(method: str, _body: Any) -> list[str]:
        found = recorder.actions
        if method == "DELETE":
            recorder.forget()
        return found

    return Application(Repetitions(moto), {HEALTH_PATH: lambda *_: health, ACTIONS_PATH: actions})


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
    from werkzeug.serving import make_server

    from aeolus_sandbox.api.request_handler import RequestHandler

    host, port = listening.getsockname()
    # moto builds addresses of its own from these; functions call the region by the second.
    os.environ["MOTO_PORT"] = str(port)
    os.environ["AWS_ENDPOINT_URL"] = f"http://{host}:{port}"
    server = make_server(
        host,
        port,
        application,
        threaded=True,
        request_handler=RequestHandler,
        fd=listening.fileno(),
    )

    def stop(_signal: int, _frame: FrameType | None) -> None:
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    ready(port)
    server.serve_forever()
    server.server_close()
