"""The bodies of HTTP messages, piece by piece."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeolus_sandbox.endpoints import bodies
from aeolus_sandbox.endpoints.bodies import Malformed

CHUNKED = {"transfer-encoding": "chunked"}


def body(headers: dict[str, str], sent: bytes) -> tuple[bytes, bytes]:
    """Return the body, and what is left for the next request."""
    stream = BytesIO(sent)
    return b"".join(bodies.of_request(headers, stream)), stream.read()


def test_a_body_has_its_length_and_without_one_there_is_none() -> None:
    assert body({"content-length": "4"}, b"bodyGET /") == (b"body", b"GET /")
    assert body({}, b"GET /") == (b"", b"GET /")


def test_chunks_end_with_the_empty_one_and_its_trailers() -> None:
    sent = b"4;name=value\r\nbody\r\nA\r\n0123456789\r\n0\r\nx-trailer: 1\r\n\r\nGET /"
    assert body(CHUNKED, sent) == (b"body0123456789", b"GET /")


def test_chunks_count_and_not_a_length_beside_them() -> None:
    assert body({**CHUNKED, "content-length": "1"}, b"2\r\nab\r\n0\r\n\r\n") == (b"ab", b"")


@given(st.lists(st.binary(min_size=1, max_size=300)))
def test_what_is_sent_in_chunks_arrives_the_same(pieces: list[bytes]) -> None:
    sent = b"".join(bodies.in_chunks(pieces))
    assert body(CHUNKED, sent + b"GET /") == (b"".join(pieces), b"GET /")


@pytest.mark.parametrize(
    ("headers", "sent"),
    [
        ({"content-length": "5"}, b"body"),
        ({"content-length": "-1"}, b""),
        ({"content-length": "4, 4"}, b"body"),
        ({"transfer-encoding": "gzip, chunked"}, b""),
        (CHUNKED, b""),
        (CHUNKED, b"0x4\r\nbody\r\n0\r\n\r\n"),
        (CHUNKED, b"-4\r\nbody\r\n0\r\n\r\n"),
        (CHUNKED, b"3\r\nbody\r\n0\r\n\r\n"),
        (CHUNKED, b"4\r\nbo"),
    ],
)
def test_a_body_whose_end_cannot_be_told_is_refused(headers: dict[str, str], sent: bytes) -> None:
    with pytest.raises(Malformed):
        body(headers, sent)
