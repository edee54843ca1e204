"""When a deploy is in mid-apply, by its log."""

from __future__ import annotations

import re

SLOW = "aws_db_instance"
"""Takes the provider over a minute, so that a deploy is found in mid-apply."""
UNDER_WAY = re.compile(rf"{SLOW}\.\S+: Still creating")
UNFINDABLE = re.compile(r"^.*(aws_route\.\S+): (Creating\.\.\.|Creation complete)", re.MULTILINE)
"""What has no tags, by which `aeolus unlock` finds what was made and not recorded."""


def halfway(log: str) -> bool:
    """Tell whether a deploy is in mid-apply, and nothing that nobody could find is being made."""
    made = [found[2] for found in UNFINDABLE.finditer(log)]
    return bool(UNDER_WAY.search(log)) and made.count("Creating...") * 2 == len(made)
