"""What EC2 tells an instance while it runs: the instance metadata service, its second version.

Amazon EC2 User Guide, "Use the Instance Metadata Service to access instance metadata".
"""

from __future__ import annotations

import urllib.error
import urllib.request
from http import HTTPStatus

URL = "http://169.254.169.254/latest"
_ANSWER_S = 3.0
_TOKEN_S = 60


class Metadata:
    """The metadata of this instance, at `url`."""

    def __init__(self, url: str = URL) -> None:
        """Ask nothing yet."""
        self._url = url
        # A proxy of the machine's is for elsewhere.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def get(self, path: str) -> str | None:
        """Return what is at a path below `meta-data`; None where there is nothing.

        Raises OSError where nobody answers.
        """
        lifetime = {"X-aws-ec2-metadata-token-ttl-seconds": str(_TOKEN_S)}
        token = self._ask("PUT", "api/token", lifetime)
        try:
            return self._ask("GET", f"meta-data/{path}", {"X-aws-ec2-metadata-token": token})
        except urllib.error.HTTPError as error:
            if error.code == HTTPStatus.NOT_FOUND:
                return None
            raise

    def _ask(self, method: str, path: str, headers: dict[str, str]) -> str:
        asked = urllib.request.Request(f"{self._url}/{path}", method=method, headers=headers)
        with self._opener.open(asked, timeout=_ANSWER_S) as answer:
            text: str = answer.read().decode()
            return text
