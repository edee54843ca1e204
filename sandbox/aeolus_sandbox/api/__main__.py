"""`python -m aeolus_sandbox.api`: one embedded region in the foreground."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import sys
from pathlib import Path

from aeolus_sandbox.account import Account
from aeolus_sandbox.api.server import build, listen, serve
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.files import write_atomically
from aeolus_sandbox.supervisor.notices import Notices
from aeolus_sandbox.supervisor.settings import Settings


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m aeolus_sandbox.api", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 (default) picks a free port")
    parser.add_argument("--account", type=Path, required=True, help="JSON description of it")
    parser.add_argument("--state-dir", type=Path, required=True)
    parser.add_argument("--ready-file", type=Path, help="gets the port once requests are served")
    parser.add_argument(
        "--machines", metavar="JSON", help="settings; without them nothing runs behind the API"
    )
    return parser.parse_args()


def main() -> int:
    """Serve until a signal; return the exit status."""
    arguments = _arguments()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("werkzeug").setLevel(logging.WARNING)

    notices = Notices()
    # What is made until requests are served stays: looking for garbage in it takes a fifth of the
    # start, and then a third of a second each time.
    gc.disable()

    def ready(port: int) -> None:
        url = f"http://{arguments.host}:{port}"
        logging.info("serving %s", url)
        gc.freeze()
        gc.enable()
        if arguments.machines:
            bring_to_life(url)
        if arguments.ready_file:
            write_atomically(arguments.ready_file, str(port))

    def bring_to_life(url: str) -> None:
        # After `build`: both import moto, which reads its settings when it is imported.
        from aeolus_sandbox.supervisor import control
        from aeolus_sandbox.supervisor.begin import begin

        settings = Settings.model_validate_json(arguments.machines)
        supervisor = begin(account, arguments.state_dir, url, settings, notices)
        application.pages.update(control.pages(supervisor))

    try:
        account = Account.read(arguments.account)
        with listen(arguments.host, arguments.port) as listening:
            application = build(account, arguments.state_dir, notices.called)
            serve(application, listening, ready)
    except SandboxError as error:
        print(error, file=sys.stderr)
        return 2
    # What services are at is not awaited: whoever takes the region down sweeps it.
    logging.shutdown()
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
