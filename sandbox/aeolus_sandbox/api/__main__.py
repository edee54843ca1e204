"""`python -m aeolus_sandbox.api`: one embedded region in the foreground."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

from aeolus_sandbox.account import Account
from aeolus_sandbox.api.server import build, listen, serve
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.files import write_atomically


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m aeolus_sandbox.api", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 (default) picks a free port")
    parser.add_argument("--account", type=Path, required=True, help="JSON description of it")
    parser.add_argument("--state-dir", type=Path, required=True)
    parser.add_argument("--ready-file", type=Path, help="gets the port once requests are served")
    return parser.parse_args()


def main() -> int:
    """Serve until a signal; return the exit status."""
    arguments = _arguments()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("werkzeug").setLevel(logging.WARNING)

    def ready(port: int) -> None:
        logging.info("serving http://%s:%d", arguments.host, port)
        if arguments.ready_file:
            write_atomically(arguments.ready_file, str(port))

    try:
        account = Account.read(arguments.account)
        with listen(arguments.host, arguments.port) as listening:
            serve(build(account, arguments.state_dir), listening, ready)
    except SandboxError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
