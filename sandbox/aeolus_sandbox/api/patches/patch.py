"""A correction of moto that can be put on and taken off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

_ABSENT = object()


@dataclass(frozen=True)
class Replacement:
    """One attribute of a moto class or module, and how to make its new value from the old.

    `make` receives the attribute as moto has it, or None where moto has none.
    """

    owner: Any
    name: str
    make: Callable[[Any], Any]

    def put(self) -> Callable[[], None]:
        """Set the new value; return a function that puts the old one back."""
        before = vars(self.owner).get(self.name, _ABSENT)
        current = getattr(self.owner, self.name, None)
        setattr(self.owner, self.name, self.make(current))

        def put_back() -> None:
            if before is _ABSENT:
                delattr(self.owner, self.name)
            else:
                setattr(self.owner, self.name, before)

        return put_back


@dataclass(frozen=True)
class Patch:
    """What AWS does, by which document, what moto does instead, and the replacements that mend it.

    `replacements` is a function so that moto's services are imported only when the patch is used.
    """

    name: str
    aws: str
    source: str
    moto: str
    replacements: Callable[[], Sequence[Replacement]]

    def apply(self) -> Callable[[], None]:
        """Put the patch on; return a function that takes it off again."""
        undo = [replacement.put() for replacement in self.replacements()]

        def revert() -> None:
            for put_back in reversed(undo):
                put_back()

        return revert

    @contextmanager
    def applied(self) -> Iterator[None]:
        """Hold the patch on within a `with` block."""
        revert = self.apply()
        try:
            yield
        finally:
            revert()


def method(owner: Any, name: str, new: Callable[..., Any]) -> Replacement:
    """Replace a method outright, or add one that moto lacks."""
    return Replacement(owner, name, lambda _: new)
