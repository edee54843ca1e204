"""Any service: which one a host name is of is found out once."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement

_HOSTS = 1024
"""Kept: a host for each service and region, and for each bucket."""


def _once(original: Callable[..., Any]) -> Callable[..., Any]:
    return functools.lru_cache(maxsize=_HOSTS)(original)


def _replacements() -> Sequence[Replacement]:
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication

    return [Replacement(DomainDispatcherApplication, "get_backend_for_host", _once)]


PATCH = Patch(
    name="service_by_host",
    aws="a host name is of one service, whoever asks",
    source="AWS General Reference, AWS service endpoints",
    moto="lists its own folder, and tries 180 patterns, for each request and one request at a "
    "time: an eighth of the region's processor",
    replacements=_replacements,
)
