"""Zones of names, and what a resolver that knows some of them answers.

Names are in lower case and without the dot at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

# A name that leads in a circle ends here.
_STEPS = 8


@dataclass(frozen=True)
class RecordSet:
    """Values as a zone file has them, and their time to live in seconds.

    `alias` is a name whose values these are, instead: Route 53's own kind of reference.
    """

    values: tuple[str, ...] = ()
    ttl: int = 60
    alias: str = ""


def _nothing(name: str, kind: str) -> RecordSet | None:
    return None


@dataclass(frozen=True)
class Zone:
    """The records of `name` and all below it: what is not here does not exist.

    `records` are by name and type; `made` finds those that follow from a rule.
    """

    name: str
    records: Mapping[tuple[str, str], RecordSet] = field(default_factory=dict)
    made: Callable[[str, str], RecordSet | None] = _nothing

    def holds(self, name: str) -> bool:
        """Tell whether a name is in this zone."""
        return f".{name}".endswith(f".{self.name}")

    def find(self, name: str, kind: str) -> tuple[str, RecordSet] | None:
        """Return the records of a name and their type: the one asked for, else its CNAME.

        A wildcard speaks for a name that has no records at all.
        """
        for owner in self._owners(name):
            for wanted in (kind, "CNAME"):
                if found := self.records.get((owner, wanted)) or self.made(owner, wanted):
                    return wanted, found
            if self._has(owner):
                return None
        return None

    def exists(self, name: str) -> bool:
        """Tell whether there is anything at a name, of whatever type, or below it."""
        below = any(owner.endswith(f".{name}") for owner, _ in self.records)
        return name == self.name or below or any(map(self._has, self._owners(name)))

    def _has(self, owner: str) -> bool:
        made = any(self.made(owner, kind) for kind in ("A", "PTR"))
        return made or any(name == owner for name, _ in self.records)

    def _owners(self, name: str) -> Iterator[str]:
        """Yield a name, then the wildcards it may fall under, the nearest first (RFC 4592)."""
        yield name
        while name != self.name:
            name = name.partition(".")[2]
            yield f"*.{name}"


@dataclass(frozen=True)
class Answer:
    """Record sets in the order they lead to each other, with their owners and types.

    `known` is false for a name that no zone holds; `exists` tells an empty answer from no such
    name (RFC 2308).
    """

    records: tuple[tuple[str, str, RecordSet], ...] = ()
    known: bool = True
    exists: bool = True


def resolve(zones: Sequence[Zone], name: str, kind: str) -> Answer:
    """Return what a resolver that knows these zones answers.

    The zone with the longest name that holds a name speaks for it, the earlier one of two.
    """
    records: tuple[tuple[str, str, RecordSet], ...] = ()
    owner, wanted = name, name
    for _ in range(_STEPS):
        holding = [zone for zone in zones if zone.holds(wanted)]
        if not holding:
            return Answer(records, known=False, exists=False)
        zone = max(holding, key=lambda each: len(each.name))
        found = zone.find(wanted, kind)
        if found is None:
            return Answer(records, exists=zone.exists(wanted))
        of, record = found
        if record.alias:
            wanted = record.alias
            continue
        records += ((owner, of, record),)
        if of == kind:
            return Answer(records)
        owner = wanted = record.values[0].rstrip(".").lower()
    return Answer(records)
