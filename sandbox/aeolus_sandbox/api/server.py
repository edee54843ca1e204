"""The HTTP server of the embedded region."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType
from typing import Any

from aeolus_sandbox.account import Account
from aeolus_sandbox.api.patches import ALL
from aeolus_sandbox.api.seed import seed
from aeolus_sandbox.api.settings import moto_environment, require_moto_version
from aeolus_sandbox.authority import Authority
from aeolus_sandbox.errors import SandboxError

HEALTH_PATH = "/_sandbox/health"


class Application:
    """moto's WSGI application, with the sandbox's own health page in front."""

    def __init__(self, moto: Callable[..., Iterable[bytes]], account: Account) -> None:
        self._moto = moto
        self._account = account

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        if environ.get("PATH_INFO") != HEALTH_PATH:
            return self._moto(environ, start_response)
        page = {"account_id": self._account.account_id, "region": self._account.region}
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
    from moto.moto_server import werkzeug_app

    seed(account, Authority.open(state_dir / "ca"))
    moto = werkzeug_app.DomainDispatcherApplication(werkzeug_app.create_backend_app)
    return Application(moto, account)


def serve(application: Application, host: str, port: int, ready: Callable[[int], None]) -> None:
    """Serve until SIGTERM or SIGINT; call `ready` with the port once it is bound.

    Port 0 picks a free one. Raises SandboxError when the port is taken.
    """
    from moto.moto_server.werkzeug_app import MotoRequestHandler
    from werkzeug.serving import make_server

    try:
        server = make_server(
            host, port, application, threaded=True, request_handler=MotoRequestHandler
        )
    except (OSError, SystemExit) as error:
        raise SandboxError(
            f"port {port} on {host} is in use: stop what listens there or choose another port"
        ) from error
    # moto builds addresses of its own from these; functions call the region by the second.
    os.environ["MOTO_PORT"] = str(server.port)
    os.environ["AWS_ENDPOINT_URL"] = f"http://{host}:{server.port}"

    def stop(_signal: int, _frame: FrameType | None) -> None:
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    ready(server.port)
    server.serve_forever()
    server.server_close()
    sys.stderr.flush()
