"""What a resource bills: a quantity of something that has a price."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .figures import HOURS_PER_MONTH, Figures

STORED_UNIT = "GB-month"
"""Of usage that bills whether anybody works or not."""


@dataclass(frozen=True)
class Component:
    """One billed thing of a resource; `quantity` is of `unit`, a month.

    `price_keys` name the price. Where there are several, they are alternatives with the preferred
    one first (the instance types of a group): the floor is counted with the cheapest, the expected
    figure with the first, the ceiling with the dearest.
    """

    name: str
    quantity: Figures
    unit: str
    price_keys: tuple[str, ...]
    formula: str
    """How `quantity` comes about, in numbers: `2 instances × 730 h`."""
    usage: str = ""
    """The key in the usage file that `quantity` comes from; empty where it is known."""
    spot: bool = False
    """Whether this is Spot capacity."""
    stops: bool = False
    """Whether it bills no more while the environment is stopped."""

    @property
    def at_rest(self) -> bool:
        """Whether it bills while the environment is stopped: what is there, and what is stored."""
        return not self.stops and (not self.usage or self.unit == STORED_UNIT)


def hourly(
    name: str, price_key: str, count: Figures | int = 1, *, of: str = "", stops: bool = False
) -> Component:
    """Return what runs all month: `count` pieces (called `of`) times 730 hours."""
    pieces = count if isinstance(count, Figures) else Figures.same(count)
    name_of_several = f" {of}" if of and pieces != Figures.same(1) else ""
    return Component(
        name=name,
        quantity=pieces * HOURS_PER_MONTH,
        unit="hour",
        price_keys=(price_key,),
        formula=f"{shown(pieces)}{name_of_several} × {HOURS_PER_MONTH} h",
        stops=stops,
    )


def monthly(
    name: str,
    price_key: str,
    quantity: Figures | int,
    unit: str,
    *,
    formula: str = "",
    stops: bool = False,
) -> Component:
    """Return what bills by the month: `quantity` of `unit`, such as GB."""
    amount = quantity if isinstance(quantity, Figures) else Figures.same(quantity)
    formula = formula or counted(amount, unit)
    return Component(name, amount, unit, (price_key,), formula, stops=stops)


def shown(figures: Figures) -> str:
    """Return `2`, or `0 / 1.5 / 6` where floor, expected and ceiling differ."""
    texts = [decimal(each) for each in figures.values]
    return texts[0] if figures.constant else " / ".join(texts)


def counted(quantity: Figures, unit: str) -> str:
    """Return `20 GB`; a unit that is a number itself stands apart: `0.1 × 1M requests`."""
    apart = " × " if unit[:1].isdigit() else " "
    return f"{shown(quantity)}{apart}{unit}{'s' if unit == 'request' else ''}"


def decimal(value: Decimal) -> str:
    """Return a number as people write it: all digits of a tiny price, three decimals above 1."""
    places = 3 if abs(value) >= 1 else 6 if abs(value) >= Decimal("0.001") else 10
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
