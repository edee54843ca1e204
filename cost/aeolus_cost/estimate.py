"""From a stack to money: every component priced, and what could not be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from .catalogue import FREE, PRICED
from .catalogue.resource_type import NotPricedError, View
from .component import Component
from .figures import Figures
from .prices.book import NoPriceError, Price, PriceBook, Source
from .reading.stack import Resource, Stack
from .reading.values import UnknownValueError, WrongValueError
from .usage.usage import Usage


@dataclass(frozen=True)
class Line:
    """A component with its price. `prices` are those of its alternatives, in their order."""

    component: Component
    prices: tuple[Price, ...]
    unit_price: Figures
    """US dollars a unit, in each situation."""
    unsure: bool
    """Whether a price is of low confidence."""

    @property
    def monthly(self) -> Figures:
        """US dollars a month, not rounded."""
        return self.component.quantity * self.unit_price


@dataclass(frozen=True)
class ResourceCost:
    """A resource and what it bills."""

    resource: Resource
    lines: tuple[Line, ...]

    @cached_property
    def monthly(self) -> Figures:
        """US dollars a month, not rounded."""
        return Figures.sum(line.monthly for line in self.lines)


@dataclass(frozen=True)
class Unpriced:
    """Something that would bill and could not be priced: what, and why."""

    address: str
    what: str
    """The component, or empty for the whole resource."""
    reason: str


@dataclass(frozen=True)
class Estimate:
    """What a stack costs a month."""

    name: str
    region: str
    resources: tuple[ResourceCost, ...]
    unpriced: tuple[Unpriced, ...]
    free: Counter[str]
    """How many resources there are of each type that is free."""
    sources: Mapping[str, Source]
    """Where the prices that count were read, by the name that a price has for it."""

    @cached_property
    def total(self) -> Figures:
        """US dollars a month, not rounded, without what could not be priced."""
        return Figures.sum(each.monthly for each in self.resources)

    @cached_property
    def spot(self) -> Figures:
        """What of the total is Spot capacity."""
        return Figures.sum(line.monthly for _, line in self.lines if line.component.spot)

    @cached_property
    def on_demand(self) -> Figures:
        """What of the total has a list price that is fixed."""
        return self.total - self.spot

    @property
    def spot_ranges(self) -> dict[Price, Source]:
        """Each Spot price that counts as a range, with its source."""
        return {
            price: self.sources[price.source]
            for _, line in self.lines
            if line.component.spot
            for price in line.prices
            if price.usd_high is not None
        }

    @property
    def lines(self) -> Iterator[tuple[ResourceCost, Line]]:
        """Every line with its resource."""
        return ((each, line) for each in self.resources for line in each.lines)


def estimate(stack: Stack, usage: Usage, book: PriceBook) -> Estimate:
    """Return what `stack` costs a month at the prices of `book`."""
    return _Estimator(View(stack, usage, book)).run()


class _Estimator:
    def __init__(self, view: View) -> None:
        self._view, self._book = view, view.book
        self._unpriced: list[Unpriced] = []

    def run(self) -> Estimate:
        stack = self._view.stack
        self._unpriced += [Unpriced(each.address, "", each.reason) for each in stack.unreadable]
        priced = [
            ResourceCost(each, tuple(self._lines(each)))
            for each in stack.resources
            if each.type not in FREE
        ]
        counted = {price.source for each in priced for line in each.lines for price in line.prices}
        return Estimate(
            name=stack.name,
            region=self._book.region,
            resources=tuple(each for each in priced if each.lines),
            unpriced=tuple(self._unpriced),
            free=Counter(each.type for each in stack.resources if each.type in FREE),
            sources={name: self._book.sources[name] for name in sorted(counted)},
        )

    def _lines(self, resource: Resource) -> Iterator[Line]:
        kind = PRICED.get(resource.type)
        if kind is None:
            self._leave_out(resource, "", "no rule for this resource type")
            return
        try:
            for component in kind.components(resource, self._view):
                yield from self._line(resource, component)
        except (UnknownValueError, WrongValueError, NotPricedError) as error:
            self._leave_out(resource, "", str(error))

    def _line(self, resource: Resource, component: Component) -> Iterator[Line]:
        try:
            prices = tuple(self._book.price(key) for key in component.price_keys)
        except NoPriceError as error:
            self._leave_out(resource, component.name, str(error))
            return
        other = next((price for price in prices if price.unit != component.unit), None)
        if other:
            reason = f"counted in {component.unit}, but {other.key} is priced by {other.unit}"
            self._leave_out(resource, component.name, reason)
            return
        unit_price = Figures(
            floor=min(price.usd for price in prices),
            expected=(prices[0].usd + prices[0].highest) / 2,
            ceiling=max(price.highest for price in prices),
        )
        unsure = any(self._book.unsure(price) for price in prices)
        yield Line(component, prices, unit_price, unsure)

    def _leave_out(self, resource: Resource, what: str, reason: str) -> None:
        self._unpriced.append(Unpriced(resource.address, what, reason))
