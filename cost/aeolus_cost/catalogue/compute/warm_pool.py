"""Instances that an Auto Scaling group keeps prepared beside those in service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from aeolus_cost.catalogue.resource_type import View
from aeolus_cost.component import Component
from aeolus_cost.reading.values import Values

from .machine import Machines, disks
from .purchase import NONE, Fleet, hours
from .volumes import MAGNETIC_IO_LABEL

UNSET = Decimal(-1)
"""What `max_group_prepared_capacity` is where it is not given (Amazon EC2 Auto Scaling API,
PutWarmPool)."""
RUNNING = "Running"


def warm_pool(machines: Machines, group: Values, view: View) -> Iterator[Component]:
    """Yield the volumes of the pool's instances, and their hours where they are left running.

    The pool fills what the group lacks to its maximum, or to the prepared capacity (Amazon EC2
    Auto Scaling User Guide, "Warm pools"). It launches on demand only.
    """
    # A pool of nothing but defaults is an empty block, and still a pool.
    if group.arguments.get("warm_pool") in (None, []):
        return
    pool = group.block("warm_pool")
    prepared = pool.number("max_group_prepared_capacity", UNSET)
    most = machines.count.ceiling if prepared == UNSET else prepared
    least = pool.number("min_size")
    count = machines.count.each(lambda running: max(most - running, least))
    if pool.text("pool_state") == RUNNING:
        yield from hours(Fleet(machines.types, count), NONE, view.book, "Warm pool, running")
    for line in disks(replace(machines, count=count), view):
        # Reads and writes are said of all volumes of the group, and counted there.
        if line.name != MAGNETIC_IO_LABEL:
            yield replace(line, name=f"Warm pool: {line.name[0].lower()}{line.name[1:]}")
