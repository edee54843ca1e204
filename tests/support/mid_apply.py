"""When a deploy is in mid-apply, by its log."""

from __future__ import annotations

import re

SLOW = "aws_db_instance"
"""Takes the provider over a minute, so that a deploy is found in mid-apply."""
UNDER_WAY = re.compile(rf"{SLOW}\.\S+: Still creating")
UNFINDABLE = re.compile(
    r"^.*((?:aws_route|aws_kms_alias)\.\S+): (Creating\.\.\.|Creation complete)", re.MULTILINE
)
"""What has no tags, by which `aeolus unlock` finds what was made and not recorded."""
LOOKS = 3
"""Terraform tells every ten seconds that it still waits, and records every twenty what it has."""


def halfway(log: str) -> bool:
    """Tell whether a deploy is in mid-apply, and all that nobody could find is recorded."""
    made = list(UNFINDABLE.finditer(log))
    since = made[-1].end() if made else 0
    complete = [found[2] for found in made].count("Creating...") * 2 == len(made)
    return complete and len(UNDER_WAY.findall(log, since)) >= LOOKS
