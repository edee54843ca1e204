"""Begins TLS with a client, as the host that it names; with no other."""

from __future__ import annotations

import socket
import ssl

from aeolus_sandbox.endpoints.certificates import plain_context
from aeolus_sandbox.endpoints.directory import Directory


def secured(connection: socket.socket, directory: Directory) -> ssl.SSLSocket:
    """Return a connection with TLS begun, with the certificate of whom the client names.

    Raises OSError when that is nobody here, and for whatever else ends the handshake.
    """
    source, local = connection.getpeername()[0], connection.getsockname()[0]

    def named(begun: ssl.SSLObject, name: str, _context: ssl.SSLContext) -> int | None:
        context = directory.secure(name, source, local)
        if context is None:
            return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
        begun.context = context
        return None

    context = plain_context()
    context.sni_callback = named
    return context.wrap_socket(connection, server_side=True)
