"""The web entrance of an environment: over HTTPS on AWS, by a door on this machine in a sandbox."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import urllib.error
import urllib.request
from copy import copy
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from aeolus_cli.errors import UserError

SECONDS = 30
"""For an answer: what is asked here takes Airflow a second or two."""
SELF_SIGNED = (
    "if it is a single node, which signs its certificate itself, be it until the authority of "
    "web.acme has: --insecure takes any"
)


class AwayError(UserError):
    """Nobody answers, for now perhaps: a master is being replaced, or the database fails over."""


@dataclass(frozen=True)
class Door:
    """An address on this machine that leads to an entrance, and who vouches for it."""

    host: str
    port: int
    authorities: Path


class _ByDoor(http.client.HTTPSConnection):
    """Connects to a door, and asks for the host that the URL names."""

    def __init__(self, host: str, door: Door, context: ssl.SSLContext, timeout: float) -> None:
        super().__init__(host, timeout=timeout, context=context)
        self._door, self._tls = door, context

    def connect(self) -> None:
        plain = socket.create_connection((self._door.host, self._door.port), self.timeout)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)


class _DoorHandler(urllib.request.HTTPSHandler):
    def __init__(self, door: Door, context: ssl.SSLContext) -> None:
        super().__init__()
        self._door, self._tls = door, context

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(partial(_by_door, door=self._door, context=self._tls), req)


def _by_door(host: str, *, door: Door, context: ssl.SSLContext, timeout: float) -> _ByDoor:
    return _ByDoor(host, door, context, timeout)


@dataclass(frozen=True)
class Answer:
    """A status and what the body says: JSON, or else its text."""

    status: int
    body: Any

    @property
    def detail(self) -> str:
        """What went wrong, in Airflow's words."""
        said = self.body.get("detail", self.body) if isinstance(self.body, dict) else self.body
        return said if isinstance(said, str) else json.dumps(said)


class Entrance:
    """Asks Airflow's web server at `url`."""

    def __init__(self, url: str, *, door: Door | None = None, verify: bool = True) -> None:
        """Without a `door` by the network, as everybody; `verify` its certificate or take any."""
        self.url, self._seconds = url.rstrip("/"), float(SECONDS)
        context = ssl.create_default_context(cafile=str(door.authorities) if door else None)
        if not verify:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        handlers: list[urllib.request.BaseHandler] = [urllib.request.HTTPSHandler(context=context)]
        if door:
            handlers = [urllib.request.ProxyHandler({}), _DoorHandler(door, context)]
        self._opener = urllib.request.build_opener(*handlers)

    def within(self, seconds: float) -> Entrance:
        """Return the same way in for who waits so long for an answer and no longer."""
        hurried = copy(self)
        hurried._seconds = seconds
        return hurried

    def ask(self, method: str, path: str, *, body: Any = None, token: str | None = None) -> Answer:
        """Return the answer, whatever its status.

        Raises AwayError where there is none, and UserError where there will be none either.
        """
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(f"{self.url}{path}", data, headers, method=method)
        try:
            with self._opener.open(asked, timeout=self._seconds) as answer:
                return Answer(answer.status, _read(answer.read()))
        except urllib.error.HTTPError as error:
            return Answer(error.code, _read(error.read()))
        except (OSError, http.client.HTTPException) as error:
            reason = error.reason if isinstance(error, urllib.error.URLError) else error
            told = f"{self.url} does not answer: {reason}"
            if isinstance(reason, ssl.SSLCertVerificationError):
                raise UserError(told, cure=SELF_SIGNED) from error
            raise AwayError(told) from error


def _read(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body.decode(errors="replace")[:500]
