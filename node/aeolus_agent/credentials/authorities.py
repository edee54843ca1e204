"""Who may vouch for database and broker."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from aeolus_agent.files import replace


def write(bundles: Sequence[Path], target: Path) -> None:
    """Join certificate bundles into one at `target`, that everybody may read.

    RDS's authorities are Amazon's own and in no distribution's bundle; ElastiCache's are those of
    the public web, which the machine trusts.
    """
    replace(target, "".join(f"{each.read_text().rstrip()}\n" for each in bundles))
