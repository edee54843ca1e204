"""The headers of HTTP messages on their way to the region's API and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

# What the API is told of a request, which no client can say of itself.
SOURCE_ADDRESS = "X-Sandbox-Source-Ip"
SOURCE_ENDPOINT = "X-Sandbox-Source-Vpce"
SECURE_TRANSPORT = "X-Sandbox-Secure-Transport"
_OURS = "x-sandbox-"

# RFC 9110, section 7.6.1: of one connection alone. An interim answer is given here already.
_OF_A_CONNECTION = {
    "connection",
    "expect",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
}

Header = tuple[str, str]


def onward(headers: Iterable[Header], source: str, endpoint: str | None, tls: bool) -> list[Header]:
    """Return a request's headers as the API gets them.

    `source` is the client's address as AWS sees it, `endpoint` the id of the VPC endpoint through
    which it came, if any; `tls` whether it came encrypted.
    """
    kept = [
        (name, value)
        for name, value in headers
        if name.lower() not in _OF_A_CONNECTION and not name.lower().startswith(_OURS)
    ]
    told = [(SOURCE_ADDRESS, source), (SECURE_TRANSPORT, "true" if tls else "false")]
    return [*kept, *told, *([(SOURCE_ENDPOINT, endpoint)] if endpoint else [])]


def back(headers: Iterable[Header], service: str) -> Iterator[Header]:
    """Yield an answer's headers as the client gets them from a service."""
    if service == "s3":
        yield "Server", "AmazonS3"
    for name, value in headers:
        if name.lower() not in {*_OF_A_CONNECTION, "server"}:
            yield name, value
