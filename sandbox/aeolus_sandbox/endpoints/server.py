"""An HTTP server at an address of AWS's services."""

from __future__ import annotations

import logging
import socket
import sys
import threading
from http.server import ThreadingHTTPServer
from typing import Any

from aeolus_sandbox.endpoints.directory import Directory
from aeolus_sandbox.endpoints.handler import Handler


class Server(ThreadingHTTPServer):
    """Serves on a socket that listens already, each connection in a thread of its own."""

    daemon_threads = True
    block_on_close = False  # once it is closed, the connections that are there still come to an end

    def __init__(self, listening: socket.socket, directory: Directory, *, tls: bool) -> None:
        """Begin to serve; without `tls` in plain HTTP."""

        def handler(connection: Any, client: Any, server: Any) -> Handler:
            return Handler(connection, client, server, directory, tls=tls)

        super().__init__(listening.getsockname(), handler, bind_and_activate=False)
        self.socket.close()
        self.socket = listening
        threading.Thread(target=self.serve_forever, name="endpoint", daemon=True).start()

    def close(self) -> None:
        """Take no connection any more."""
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that leave or do not speak TLS; log everything else."""
        if not isinstance(sys.exception(), OSError):
            logging.exception("endpoint: request of %s", client_address)
