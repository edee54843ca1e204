"""Three figures at a time: at minimum capacity, as expected, and at maximum capacity."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

HOURS_PER_MONTH = Decimal(730)
"""Hours that a month is counted as: 365 × 24 / 12, as in AWS's own calculator."""

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Figures:
    """A quantity or an amount of money in three situations; sums and products go by situation.

    `floor`: minimum capacity, and only what bills when no task runs. `expected`: what the usage
    file or a group's schedule says. `ceiling`: maximum capacity, all month.
    """

    floor: Decimal
    expected: Decimal
    ceiling: Decimal

    @classmethod
    def same(cls, value: Decimal | int) -> Figures:
        """Return `value` in all three situations."""
        return cls(Decimal(value), Decimal(value), Decimal(value))

    @classmethod
    def of(cls, floor: float | str, expected: float | str, ceiling: float | str) -> Figures:
        """Return figures of plain numbers, exactly as they are written."""
        return cls(Decimal(str(floor)), Decimal(str(expected)), Decimal(str(ceiling)))

    @classmethod
    def sum(cls, parts: Iterable[Figures]) -> Figures:
        """Return the sum, zero of nothing."""
        total = cls.same(0)
        for part in parts:
            total = total + part
        return total

    def __add__(self, other: Figures) -> Figures:
        """Add, situation by situation."""
        return self._with(other, Decimal.__add__)

    def __sub__(self, other: Figures) -> Figures:
        """Subtract, situation by situation."""
        return self._with(other, Decimal.__sub__)

    def __mul__(self, other: Figures | Decimal | int) -> Figures:
        """Multiply, situation by situation."""
        return self._with(
            other if isinstance(other, Figures) else Figures.same(other), Decimal.__mul__
        )

    def each(self, change: Callable[[Decimal], Decimal]) -> Figures:
        """Return the figures with `change` made to each."""
        return Figures(change(self.floor), change(self.expected), change(self.ceiling))

    @property
    def values(self) -> tuple[Decimal, Decimal, Decimal]:
        """Floor, expected and ceiling."""
        return (self.floor, self.expected, self.ceiling)

    @property
    def constant(self) -> bool:
        """Whether all three are the same."""
        return self.floor == self.expected == self.ceiling

    def _with(self, other: Figures, operation: Callable[[Decimal, Decimal], Decimal]) -> Figures:
        return Figures(
            operation(self.floor, other.floor),
            operation(self.expected, other.expected),
            operation(self.ceiling, other.ceiling),
        )


def cents(amount: Decimal) -> Decimal:
    """Return `amount` to the cent, halves up, as an invoice rounds."""
    return amount.quantize(CENT, ROUND_HALF_UP)
