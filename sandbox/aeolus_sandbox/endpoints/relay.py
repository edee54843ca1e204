"""Asks the region's API in the name of a client."""

from __future__ import annotations

import http.client
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress

from aeolus_sandbox.endpoints import bodies
from aeolus_sandbox.endpoints.headers import Header

_ANSWER_S = 920  # AWS Lambda Developer Guide, "Lambda quotas": a call may take 15 minutes


class Unanswered(Exception):
    """The API is not there, or leaves without an answer."""


@contextmanager
def asked(
    api: tuple[str, int],
    line: tuple[str, str],
    headers: Sequence[Header],
    body: Iterable[bytes],
    *,
    chunked: bool,
) -> Iterator[http.client.HTTPResponse]:
    """Hold what the API at `api` answers to a request: its method and path, headers and body.

    Raises Unanswered, and what `body` raises while it is sent.
    """
    connection = http.client.HTTPConnection(*api, timeout=_ANSWER_S)
    try:
        connection.putrequest(*line, skip_host=True, skip_accept_encoding=True)
        for name, value in headers:
            # Who says both means the chunks (RFC 9112, section 6.3).
            if not (chunked and name.lower() == "content-length"):
                connection.putheader(name, value)
        if chunked:
            connection.putheader("Transfer-Encoding", "chunked")
        try:
            connection.endheaders()
        except ConnectionError as error:
            raise Unanswered from error
        for piece in bodies.in_chunks(body) if chunked else body:
            with suppress(BrokenPipeError, ConnectionResetError):  # it answers without reading all
                connection.send(piece)
        try:
            answer = connection.getresponse()
        except ConnectionError as error:
            raise Unanswered from error
        yield answer
    finally:
        connection.close()
