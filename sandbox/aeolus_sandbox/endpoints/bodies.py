"""The bodies of HTTP messages, passed on piece by piece (RFC 9112, sections 6 and 7)."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterable, Iterator, Mapping
from io import BufferedIOBase

_PIECE = 64 * 1024
_LINE = 1024
_SIZE = re.compile(rb"[0-9a-fA-F]{1,16}")


class Malformed(Exception):
    """A message whose end cannot be told: nothing that follows it can be understood."""


def chunked(headers: Mapping[str, str]) -> bool:
    """Return whether a message is in chunks. Raises Malformed for any other way to transfer it."""
    coding = headers.get("transfer-encoding", "").lower()
    if coding not in ("", "chunked"):
        raise Malformed(f"transfer coding {coding!r}")
    return bool(coding)


def of_request(headers: Mapping[str, str], stream: BufferedIOBase) -> Iterator[bytes]:
    """Yield the body of a request whose head was read from the stream.

    Raises Malformed for a length that is none, a bad chunk, and a body that ends too early.
    """
    if chunked(headers):
        yield from _chunks(stream)
    else:
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            raise Malformed(f"length {length!r}")
        yield from _exactly(stream, int(length))


def of_answer(answer: http.client.HTTPResponse) -> Iterator[bytes]:
    """Yield the body of an answer; of one to HEAD, or without content, there is nothing."""
    while piece := answer.read(_PIECE):
        yield piece


def in_chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a body as chunks with their sizes, and the last, empty one."""
    for piece in pieces:
        yield b"%x\r\n%s\r\n" % (len(piece), piece)
    yield b"0\r\n\r\n"


def _chunks(stream: BufferedIOBase) -> Iterator[bytes]:
    while size := _size(stream):
        yield from _exactly(stream, size)
        if stream.read(2) != b"\r\n":
            raise Malformed("end of a chunk")
    while stream.readline(_LINE) not in (b"\r\n", b"\n", b""):  # trailers: nobody asks for them
        pass


def _size(stream: BufferedIOBase) -> int:
    line = stream.readline(_LINE).partition(b";")[0].strip()
    if not _SIZE.fullmatch(line):
        raise Malformed(f"chunk size {line!r}")
    return int(line, 16)


def _exactly(stream: BufferedIOBase, length: int) -> Iterator[bytes]:
    while length:
        piece = stream.read(min(length, _PIECE))
        if not piece:
            raise Malformed("the client left")
        length -= len(piece)
        yield piece
