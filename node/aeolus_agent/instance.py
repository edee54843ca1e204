"""The machine as cloud-init knows it: it needs no metadata service."""

from __future__ import annotations

import json

from aeolus_agent.places import INSTANCE_DATA, INSTANCE_ID


def instance_id() -> str:
    """Return the id of this instance."""
    return INSTANCE_ID.read_text().strip()


def availability_zone() -> str:
    """Return the zone that it is in, for people; empty where that is not known.

    cloud-init documentation, "Instance metadata", `v1.availability_zone`.
    """
    try:
        return str(json.loads(INSTANCE_DATA.read_text())["v1"]["availability_zone"] or "")
    except (OSError, ValueError, KeyError, TypeError):
        return ""
