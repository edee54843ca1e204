"""AWS as a node reaches it: by its instance profile, trusting whom the machine trusts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import boto3
from botocore.config import Config

from aeolus_agent.places import MACHINE_AUTHORITIES


def client(service: str, region: str, **config: Any) -> Any:
    """Return boto3's client of a service in `region`; `config` is for botocore's `Config`.

    It fails soon: whoever calls says why, and decides when to try again.
    """
    make: Callable[..., Any] = boto3.client  # its stub wants the name of a service as it stands
    return make(
        service,
        region_name=region,
        # Not botocore's own list: a machine may trust more, a proxy's authority for one.
        verify=str(MACHINE_AUTHORITIES),
        config=Config(
            **{
                "connect_timeout": 5,
                "read_timeout": 20,
                "retries": {"mode": "standard", "total_max_attempts": 2},
                **config,
            }
        ),
    )
