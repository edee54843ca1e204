"""What every priced resource type is, and what it may ask."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from aeolus_cost.component import Component, counted
from aeolus_cost.figures import Figures
from aeolus_cost.prices.book import PriceBook
from aeolus_cost.reading.stack import Resource, Stack
from aeolus_cost.reading.values import UnknownValueError
from aeolus_cost.usage.usage import Item, Usage


@dataclass(frozen=True)
class View:
    """What the configuration and the usage file say around a resource."""

    stack: Stack
    usage: Usage
    book: PriceBook

    def count(self, resource: Resource, argument: str, type_: str) -> int:
        """Return how many ids `argument` lists; of those not known yet, the resources they are of.

        Raises UnknownValueError where neither is known.
        """
        try:
            return len(resource.values.texts(argument))
        except UnknownValueError:
            linked = self.stack.linked(resource, argument, type_)
            if not linked:
                raise
            return len(linked)

    def used(self, resource: Resource, item: Item) -> Figures | None:
        """Return how much of `item` the resource uses; None when nobody says."""
        amount = self.usage.amount(self.stack, resource, item)
        return amount.quantity if amount else None

    def by_usage(self, resource: Resource, item: Item, *, label: str, price_key: str) -> Component:
        """Return the component whose quantity is `item`; zero where nobody says, never left out."""
        amount = self.usage.amount(self.stack, resource, item)
        quantity = amount.quantity if amount else Figures.same(0)
        said = " by default" if amount and amount.by_default else ""
        return Component(
            name=label,
            quantity=quantity,
            unit=item.unit,
            price_keys=(price_key,),
            formula=f"{counted(quantity, item.unit)}{said}",
            usage=f"{resource.type}.{item.name}",
        )


class ResourceType(ABC):
    """How one Terraform resource type bills."""

    type: ClassVar[str]
    """Terraform's name of it."""
    usage: ClassVar[tuple[Item, ...]] = ()
    """What the usage file may say of it."""

    @abstractmethod
    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield what `resource` bills.

        Raises UnknownValueError for an argument that Terraform does not know yet, and
        NotPricedError for a variety that there are no rules for.
        """


class NotPricedError(Exception):
    """A variety of a resource that Aeolus has no rule for; its text says which, and why."""
