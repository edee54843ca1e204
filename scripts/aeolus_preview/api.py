"""A forge's REST API, as much of it as comments need."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .errors import PreviewError

PAGE = 100
"""Comments in an answer; both forges allow no more."""
SECONDS = 30


@dataclass(frozen=True)
class Api:
    """An API at `url`, called with `headers` that hold the token."""

    url: str
    headers: Mapping[str, str]

    def call(self, method: str, path: str, body: str | None = None) -> Any:
        """Return the answer; raises PreviewError with the forge's own words."""
        data = None if body is None else json.dumps({"body": body}).encode()
        request = urllib.request.Request(
            f"{self.url}/{path}",
            data,
            {**self.headers, "Content-Type": "application/json"},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            said = error.read(500).decode(errors="replace").replace("\n", " ")
            raise PreviewError(f"{method} {request.full_url}: {error.code} {said}") from error
        except (OSError, ValueError) as error:
            raise PreviewError(f"{method} {request.full_url}: {error}") from error

    def each(self, path: str) -> Iterator[Any]:
        """Yield the items of a list, page after page."""
        number = 0
        while True:
            number += 1
            items = self.call("GET", f"{path}?per_page={PAGE}&page={number}")
            yield from items
            if len(items) < PAGE:
                return
