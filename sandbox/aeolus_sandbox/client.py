"""boto3 for an embedded region, whatever the environment and files of the user say."""

from __future__ import annotations

from functools import cache
from typing import Any

import boto3
import botocore.session
from botocore.config import Config

from aeolus_sandbox.metadata.instance import Credentials

# botocore's configuration chain: config-file key, environment variable, default, conversion.
_FIXED = {
    "profile": (None, None, None, None),
    "config_file": (None, None, "/dev/null", None),
    "credentials_file": (None, None, "/dev/null", None),
}


@cache
def session(region: str) -> boto3.Session:
    """Return a session with made-up credentials whose clients use no proxy and do not retry."""
    fixed: Any = botocore.session.Session(session_vars=_FIXED)
    fixed.set_default_client_config(Config(proxies={}, retries={"total_max_attempts": 1}))
    return boto3.Session(
        aws_access_key_id="embedded",
        aws_secret_access_key="embedded",
        region_name=region,
        botocore_session=fixed,
    )


def client(service: str, url: str, region: str) -> Any:
    """Return a boto3 client of `service` at the endpoint `url`."""
    clients: Any = session(region)
    return clients.client(service, endpoint_url=url)


def client_as(service: str, url: str, region: str, credentials: Credentials) -> Any:
    """Return a boto3 client that speaks with the credentials of a role's session."""
    clients: Any = session(region)
    return clients.client(
        service,
        endpoint_url=url,
        aws_access_key_id=credentials.access_key_id,
        aws_secret_access_key=credentials.secret_access_key,
        aws_session_token=credentials.session_token,
    )
