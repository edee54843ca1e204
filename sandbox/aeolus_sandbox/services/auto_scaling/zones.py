"""In which zones a group launches: each next one in that with the fewest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from .group import Group, Member


def emptiest(group: Group, present: Iterable[Member]) -> Iterator[str]:
    """Yield zones without end, as if an instance was launched in each; the first of equal ones."""
    each_zone = Counter({zone: 0 for zone in group.zones})
    each_zone.update(member.zone for member in present if member.zone in each_zone)
    while True:
        zone = min(group.zones, key=lambda name: (each_zone[name], group.zones.index(name)))
        each_zone[zone] += 1
        yield zone
