"""Certificates as an authority gives them out, and as users keep them."""

from __future__ import annotations

import functools
import json
from datetime import UTC, datetime

from aeolus_agent.single_node.certificate import Certificate, self_signed


@functools.cache
def chain(name: str) -> Certificate:
    """Return the same certificate of a name each time, with another behind it, and its key."""
    now = datetime.now(UTC)
    first, authority = self_signed(name, now), self_signed("Authority", now)
    return Certificate(first.certificate + authority.certificate, first.key)


def given(name: str) -> str:
    """Return the secret that holds it."""
    made = chain(name)
    return json.dumps({"certificate": made.certificate, "private_key": made.key}, indent=2)
