"""The WSGI application of the region: moto's, with pages of the sandbox's own in front."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from aeolus_sandbox.endpoints import headers
from aeolus_sandbox.errors import SandboxError

# What begins the paths of pages that are the sandbox's and not AWS's.
OWN = "/_sandbox/"
_SECURE_TRANSPORT = f"HTTP_{headers.SECURE_TRANSPORT.upper().replace('-', '_')}"
# A page is made of the request's method and its body, decoded from JSON if there is one.
Page = Callable[[str, Any], object]


class Application:
    """Answers a page's path with what the page says, as JSON, and everything else by moto.

    What a page refuses with a SandboxError is answered with status 400 and the reason.
    """

    def __init__(
        self, moto: Callable[..., Iterable[bytes]], pages: Mapping[str, Page] | None = None
    ) -> None:
        """Begin with these pages, by path; more may be added to `pages` later."""
        self._moto = moto
        self.pages: dict[str, Page] = dict(pages or {})

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        path = environ.get("PATH_INFO", "")
        if not path.startswith(OWN):
            # moto makes addresses of what it was asked by, as those of queues.
            if environ.get(_SECURE_TRANSPORT) == "true":
                environ["wsgi.url_scheme"] = "https"
            return self._moto(environ, start_response)
        status, page = self._own(path, environ)
        start_response(status, [("Content-Type", "application/json")])
        return [json.dumps(page).encode()]

    def _own(self, path: str, environ: dict[str, Any]) -> tuple[str, object]:
        page = self.pages.get(path)
        if page is None:
            return "404 Not Found", {"error": f"there is no page {path}"}
        length = int(environ.get("CONTENT_LENGTH") or 0)
        try:
            body = json.loads(environ["wsgi.input"].read(length)) if length else None
            return "200 OK", page(environ["REQUEST_METHOD"], body)
        except (SandboxError, ValueError) as error:
            return "400 Bad Request", {"error": str(error)}
