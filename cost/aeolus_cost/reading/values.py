"""A resource's arguments, asked by name and kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

MARK = "${"


class UnknownValueError(Exception):
    """An argument whose value Terraform itself learns only when it applies."""

    def __init__(self, argument: str, given: str = "") -> None:
        """`argument` as in Terraform; `given` is the expression, where there is one."""
        super().__init__(
            f"{argument} is {given or 'known only after apply'}"
            + (", known only after apply" if given else "")
        )


class WrongValueError(Exception):
    """A value that nothing can be counted with; its text names argument, value, what it must be."""


@dataclass(frozen=True)
class Values:
    """The arguments of a resource or of a block in it.

    Every method raises UnknownValueError for a value that is not known yet, and returns the
    default for one that is not given: Terraform's `null` counts as not given.
    """

    arguments: Mapping[str, Any]
    unknown: Mapping[str, Any] = field(default_factory=dict)
    """As `after_unknown` of a plan: true where a value is not known yet."""

    def text(self, name: str, default: str = "") -> str:
        """Return a string."""
        value = self._given(name)
        return default if value is None else str(value)

    def number(self, name: str, default: Decimal | int = 0, *, least: int = 0) -> Decimal:
        """Return a number, exactly as it was written.

        Raises WrongValueError for text, and for a number below `least`.
        """
        value = self._given(name)
        if value is None:
            return Decimal(default)
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            raise WrongValueError(f"{name} is {value!r}, not a number") from None
        if not number.is_finite() or number < least:
            raise WrongValueError(f"{name} is {value}, which must be {least} or more")
        return number

    def flag(self, name: str, default: bool = False) -> bool:
        """Return a boolean; Terraform's JSON also writes them as strings."""
        value = self._given(name)
        return default if value is None else str(value).lower() == "true"

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of strings; unknown items stay expressions, for their number is known."""
        if self.unknown.get(name) is True:
            raise UnknownValueError(name)
        value = self.arguments.get(name)
        if isinstance(value, str) and MARK in value:
            raise UnknownValueError(name, value)
        return tuple(str(each) for each in value or ())

    def blocks(self, name: str) -> tuple[Values, ...]:
        """Return the blocks of that name: a single block may be written without a list."""
        return tuple(self._blocks(name))

    def block(self, name: str) -> Values:
        """Return the first block of that name, or one without arguments."""
        return next(iter(self.blocks(name)), Values({}))

    def has(self, name: str) -> bool:
        """Return whether the argument is given, known or not."""
        given = self.arguments.get(name)
        return bool(self.unknown.get(name)) or given not in (None, [], {}, "")

    def _blocks(self, name: str) -> Iterator[Values]:
        given, unknown = self.arguments.get(name), self.unknown.get(name)
        if unknown is True:
            raise UnknownValueError(name)
        bodies = given if isinstance(given, list) else [given] if given else []
        for index, body in enumerate(bodies):
            if not isinstance(body, Mapping):
                raise UnknownValueError(name, str(body))
            at = unknown[index] if isinstance(unknown, list) and index < len(unknown) else {}
            yield Values(body, at if isinstance(at, Mapping) else {})

    def _given(self, name: str) -> Any:
        if self.unknown.get(name) is True:
            raise UnknownValueError(name)
        value = self.arguments.get(name)
        if isinstance(value, str) and MARK in value:
            raise UnknownValueError(name, value)
        return value
