"""Everything that a usage file may say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aeolus_cost.catalogue import PRICED
from aeolus_cost.component import shown

from .usage import Item


@dataclass(frozen=True)
class ItemOf:
    """An item, with the resource type that it is of."""

    type: str
    item: Item

    @property
    def default(self) -> str:
        """What counts where nothing is said: a number, or floor / expected / ceiling."""
        return shown(self.item.default) if self.item.default else "none"

    @property
    def scope(self) -> str:
        """Whether it is the total of the type, or of each resource."""
        return "each" if self.item.each else "total"


def all_items() -> Iterator[ItemOf]:
    """Yield every item, by resource type."""
    for type_ in sorted(PRICED):
        yield from (ItemOf(type_, item) for item in PRICED[type_].usage)
