"""What a load balancer answers by itself when no target does."""

from __future__ import annotations

from pathlib import PurePosixPath

from aeolus_sandbox.services.load_balancer.configuration import ETC

# Application Load Balancers User Guide, "Troubleshoot your Application Load Balancers".
_PHRASES = {
    502: "Bad Gateway",
    503: "Service Temporarily Unavailable",
    504: "Gateway Time-out",
}


def pages() -> dict[PurePosixPath, bytes]:
    """Return the file of each answer, whole as it is sent."""
    return {ETC / f"{status}.http": _page(status) for status in _PHRASES}


def _page(status: int) -> bytes:
    said = f"{status} {_PHRASES[status]}"
    body = (
        f"<html>\r\n<head><title>{said}</title></head>\r\n"
        f"<body>\r\n<center><h1>{said}</h1></center>\r\n</body>\r\n</html>\r\n"
    )
    head = (
        f"HTTP/1.1 {said}\r\nserver: awselb/2.0\r\ncontent-type: text/html\r\n"
        f"content-length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()
