"""Serves one request of the API, and says in its log when a caller was left without an answer."""

from __future__ import annotations

import logging
from typing import Any

from moto.moto_server.werkzeug_app import MotoRequestHandler


class RequestHandler(MotoRequestHandler):
    """moto's, which tells nobody of a connection that ended before the answer was given.

    Whoever calls asks again then, and what was done is done twice.
    """

    def connection_dropped(
        self, error: BaseException, environ: dict[str, Any] | None = None
    ) -> None:
        """Say so, with what was asked, and leave nobody waiting."""
        self.close_connection = True
        asked = environ or {}
        logging.warning(
            "%s %s was not answered (%s): %r",
            asked.get("REQUEST_METHOD", "a request"),
            asked.get("PATH_INFO", "of which nothing was read"),
            asked.get("HTTP_AMZ_SDK_REQUEST", "by no SDK"),
            error,
        )
