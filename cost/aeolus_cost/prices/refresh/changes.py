"""What a new price file changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aeolus_cost.prices.book import Price, PriceBook


@dataclass(frozen=True)
class Changes:
    """Keys that are new, gone, or have another price: the old one and the new one."""

    new: tuple[str, ...]
    gone: tuple[str, ...]
    changed: Mapping[str, tuple[Price, Price]]


def changes(old: PriceBook | None, new: PriceBook) -> Changes:
    """Return what `new` changes; without an old file all is new. Spot prices always move: their
    changes are left out."""
    before = {price.key: price for price in old.prices} if old else {}
    after = {price.key: price for price in new.prices}
    return Changes(
        new=tuple(sorted(after.keys() - before.keys())),
        gone=tuple(sorted(before.keys() - after.keys())),
        changed={
            key: (before[key], after[key])
            for key in sorted(before.keys() & after.keys())
            if _price(before[key]) != _price(after[key]) and after[key].usd_high is None
        },
    )


def _price(price: Price) -> tuple[object, ...]:
    return price.usd, price.unit
