"""The usage file of an environment: what it says, and what is wrong with it, each with its line."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from aeolus_config.errors import ConfigError, KeyPath, Problem, shown_path
from aeolus_config.nearest import did_you_mean
from aeolus_config.reading import read
from aeolus_config.source import Source
from aeolus_cost.catalogue import PRICED
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource, Stack
from aeolus_cost.sections import label_of

from .usage import Item, Usage

TOTALS, RESOURCES = "totals", "resources"
ITEMS = "`aeolus cost items` lists what there is"
SITUATIONS = ("floor", "expected", "ceiling")


def load_usage(file: Path, stack: Stack, *, at_rest: bool = False) -> Usage:
    """Return what `file` says of `stack`; nothing is said where there is no file.

    Of a stack `at_rest` it also says what is not there for now.

    Raises ConfigError with every problem: types, items and resources that are not there, and
    quantities that are none.
    """
    if not file.is_file():
        return Usage(at_rest=at_rest)
    reading = _Reading(read(file, shown_path(file)), stack, at_rest)
    usage = reading.usage()
    if reading.problems:
        raise ConfigError(reading.problems)
    return usage


class _Reading:
    """One file, held against one stack."""

    def __init__(self, source: Source, stack: Stack, at_rest: bool) -> None:
        self.source, self.stack, self.at_rest = source, stack, at_rest
        self.problems: list[Problem] = list(source.problems)

    def usage(self) -> Usage:
        parts = {TOTALS: self._totals, RESOURCES: self._resources}
        found: dict[str, dict[str, dict[str, Figures]]] = {TOTALS: {}, RESOURCES: {}}
        for name in self.source.data:
            if name in parts:
                found[name] = parts[name](self._mapping((name,)))
            else:
                cure = f"there are {' and '.join(parts)}"
                self._blame((name,), "is no part of a usage file", name, parts, cure=cure)
        return Usage(found[TOTALS], found[RESOURCES], self.at_rest)

    def _totals(self, given: Mapping[str, Any]) -> dict[str, dict[str, Figures]]:
        found = {}
        for type_ in given:
            kind = PRICED.get(type_)
            if kind is None or not kind.usage:
                known = [name for name, each in PRICED.items() if each.usage]
                self._blame(
                    (TOTALS, type_), "is no resource type with usage", type_, known, cure=ITEMS
                )
            else:
                found[type_] = self._items((TOTALS, type_), kind.usage)
        return found

    def _resources(self, given: Mapping[str, Any]) -> dict[str, dict[str, Figures]]:
        found = {}
        for name in given:
            resource = self._resource(name)
            if resource:
                items = PRICED[resource.type].usage if resource.type in PRICED else ()
                found[resource.address] = self._items((RESOURCES, name), items)
        return found

    def _resource(self, name: str) -> Resource | None:
        """Return the resource of that address, path, end of a path, or label of a preview."""
        steps = tuple(name.split("/"))
        matches = [
            each
            for each in self.stack.resources
            if name in (each.address, label_of(each)) or each.path[-len(steps) :] == steps
        ]
        path = (RESOURCES, name)
        if not matches and self.at_rest:
            return None
        if not matches:
            known = [label_of(each) for each in self.stack.resources if _has_usage(each)]
            cure = f"`aeolus cost {self.stack.name}` shows what there is"
            self._blame(path, f"is no resource of {self.stack.name}", name, known, cure=cure)
        elif len(matches) > 1:
            several = ", ".join(each.address for each in matches[:5])
            self._blame(path, f"could be any of {several}", cure="write a whole address")
        else:
            return matches[0]
        return None

    def _items(self, path: KeyPath, items: tuple[Item, ...]) -> dict[str, Figures]:
        known = {item.name for item in items}
        found = {}
        for name in self._mapping(path):
            if name not in known:
                self._blame((*path, name), "is no usage of it", name, known, cure=ITEMS)
            elif quantity := self._quantity((*path, name)):
                found[name] = quantity
        return found

    def _quantity(self, path: KeyPath) -> Figures | None:
        """Return a number, the same in all situations, or one for each."""
        given = self.source.get(path)
        if not isinstance(given, Mapping):
            number = self._number(path, given)
            return None if number is None else Figures.same(number)
        for name in given:
            if name not in SITUATIONS:
                cure = f"there are {', '.join(SITUATIONS)}"
                self._blame((*path, name), "is no situation", name, SITUATIONS, cure=cure)
        numbers = [self._number((*path, name), given.get(name)) for name in SITUATIONS]
        floor, expected, ceiling = numbers
        if floor is None or expected is None or ceiling is None:
            return None
        if not floor <= expected <= ceiling:
            self._blame(path, "must not fall from floor to expected to ceiling")
            return None
        return Figures(floor, expected, ceiling)

    def _number(self, path: KeyPath, given: Any) -> Decimal | None:
        number = isinstance(given, int | float) and not isinstance(given, bool)
        if not number or not 0 <= given < float("inf"):
            message = "must be a number, 0 or more; or floor, expected and ceiling, all three"
            self._blame(path, message)
            return None
        return Decimal(str(given))

    def _mapping(self, path: KeyPath) -> Mapping[str, Any]:
        given = self.source.get(path)
        if not isinstance(given, Mapping):
            self._blame(path, "must hold keys and values", cure="write some, or leave it out")
            return {}
        return given

    def _blame(
        self,
        path: KeyPath,
        message: str,
        word: str = "",
        known: Any = (),
        *,
        cure: str = "",
    ) -> None:
        meant = did_you_mean(word, known) if word else ""
        self.problems.append(self.source.problem(path, message, meant or cure))


def _has_usage(resource: Resource) -> bool:
    return resource.type in PRICED and bool(PRICED[resource.type].usage)
