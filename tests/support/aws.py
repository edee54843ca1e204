"""boto3 for tests of moto in this process; nothing of it leaves the process."""

from __future__ import annotations

from threading import Lock
from typing import Any

import boto3

REGION = "eu-central-1"
# One for all tests: reading botocore's models takes most of a client's time.
_SESSION: Any = boto3.Session("test", "test", region_name=REGION)
# Making a client is not safe in threads (boto3, Session reference).
_MAKING = Lock()


def client(service: str, **settings: Any) -> Any:
    """Return a new client; `settings` are those of `Session.client`."""
    with _MAKING:
        return _SESSION.client(service, **settings)
