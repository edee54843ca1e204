"""The certificates of AWS's endpoints, made for each when it is first asked for."""

from __future__ import annotations

import os
import ssl
import tempfile
import threading
from pathlib import Path

from aeolus_sandbox.authority import Authority
from aeolus_sandbox.endpoints.hosts import Host


class Certificates:
    """Certificates by an authority, each kept as long as this is."""

    def __init__(self, authority: Authority) -> None:
        """Make none yet."""
        self._authority = authority
        self._made: dict[str, ssl.SSLContext] = {}
        self._lock = threading.Lock()

    def context(self, host: Host) -> ssl.SSLContext:
        """Return how a server of the host speaks TLS."""
        with self._lock:
            if host.endpoint not in self._made:
                self._made[host.endpoint] = self._make(host)
            return self._made[host.endpoint]

    def _make(self, host: Host) -> ssl.SSLContext:
        issued = self._authority.issue(host.certificate_names)
        context = plain_context()
        # OpenSSL takes it from a file only, which nobody else can read.
        descriptor, name = tempfile.mkstemp()
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(issued.certificate + issued.private_key)
            context.load_cert_chain(name)
        finally:
            Path(name).unlink()
        return context


def plain_context() -> ssl.SSLContext:
    """Return how AWS's servers speak TLS, without a certificate (AWS: TLS 1.2 at least)."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    return context
