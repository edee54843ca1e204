"""A request that AWS's endpoint refuses itself, before any service has seen it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape


@dataclass(frozen=True)
class Refusal:
    """Why a request goes no further: an HTTP status, AWS's code of the error, and a message."""

    status: int
    code: str
    message: str


@dataclass(frozen=True)
class Page:
    """The answer that says so."""

    headers: dict[str, str]
    body: bytes


def page(refusal: Refusal, asked: Mapping[str, str]) -> Page:
    """Return the answer in the protocol of a request with these headers, names in lower case.

    AWS SDKs read the code of an error in JSON from a header too, in XML from the body alone.
    """
    if "json" in asked.get("content-type", "") or "x-amz-target" in asked:
        body = json.dumps({"__type": refusal.code, "message": refusal.message})
        kind = asked.get("content-type") or "application/json"
        return Page({"Content-Type": kind, "x-amzn-ErrorType": refusal.code}, body.encode())
    error = f"<Code>{refusal.code}</Code><Message>{escape(refusal.message)}</Message>"
    form = "urlencoded" in asked.get("content-type", "")
    whole = f"<Error>{error}</Error>"
    body = f"<ErrorResponse>{whole}</ErrorResponse>" if form else whole
    return Page({"Content-Type": "text/xml"}, body.encode())
