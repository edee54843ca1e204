"""RDS instance classes: memory, and the connections that follow from it."""

from __future__ import annotations

import re

BYTES_PER_CONNECTION = 9_531_392
MOST_CONNECTIONS = 5_000
"""`max_connections` is LEAST(DBInstanceClassMemory / 9531392, 5000) (Amazon RDS User Guide,
"Quotas and constraints", Maximum number of database connections)."""

RESERVED_CONNECTIONS = 5
"""Three for superusers (PostgreSQL's superuser_reserved_connections), two for RDS itself."""

GIB = 2**30

BURSTABLE = {"micro": 1, "small": 2, "medium": 4, "large": 8, "xlarge": 16, "2xlarge": 32}
"""GiB of the t3 and t4g classes (Amazon RDS User Guide, "Hardware specifications")."""

GIB_OF_LARGE = {
    **dict.fromkeys(("m5", "m5d", "m6g", "m6gd", "m6i", "m6id", "m7g", "m7i", "m8g"), 8),
    **dict.fromkeys(("r5", "r5b", "r5d", "r6g", "r6gd", "r6i", "r6id", "r7g", "r7i", "r8g"), 16),
    "x2g": 32,
}
"""GiB of the `large` of a family; the others are multiples of it."""

MULTIPLE = re.compile(r"(2|4|8|12|16|24|32|48)xlarge")


def memory_gib(instance_class: str) -> int | None:
    """Return the memory of an instance class in GiB, None for one that is not known."""
    _, family, size = instance_class.split(".")
    if family in ("t3", "t4g"):
        return BURSTABLE.get(size)
    large = GIB_OF_LARGE.get(family)
    if large is None or size == "large":
        return large
    multiple = MULTIPLE.fullmatch(size)
    if size == "xlarge" or multiple:
        return large * 2 * (int(multiple[1]) if multiple else 1)
    return None


def usable_connections(instance_class: str) -> int | None:
    """Return how many connections a class leaves to applications, None when it is not known.

    DBInstanceClassMemory is less than the class's memory by what the system and RDS use, of which
    AWS gives no figure: a tenth, and no less than 256 MiB, is taken off.
    """
    memory = memory_gib(instance_class)
    if memory is None:
        return None
    usable = min(memory * GIB * 9 // 10, memory * GIB - GIB // 4)
    return min(usable // BYTES_PER_CONNECTION, MOST_CONNECTIONS) - RESERVED_CONNECTIONS
