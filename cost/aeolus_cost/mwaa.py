"""The same environment on Amazon MWAA: the smallest class that fits, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from .component import shown
from .figures import HOURS_PER_MONTH, Figures
from .prices.book import PriceBook

TASKS_PER_WORKER = {"small": 5, "medium": 10, "large": 20}
"""Default concurrent tasks of a worker (Amazon MWAA User Guide, "environment class").

mw1.micro is left out, since it does not scale, and the classes above large, whose prices are not
known.
"""
WORKERS_AT_MOST = 25
"""Quota of workers of an environment (Amazon MWAA User Guide, "quotas")."""
METADATA_GB = 10
"""Metadata storage that is counted: MWAA bills it by the gigabyte."""
DIFFERS = (
    "MWAA keeps a worker and two schedulers at all hours and cannot be stopped",
    "its expected workers are an average, not rounded up to whole ones as it would",
    "its network must be private: without NAT it needs interface endpoints",
)
"""Where the comparison is not of like with like, in MWAA's favour where it must be in one's."""


@dataclass(frozen=True)
class MwaaLine:
    """One billed thing of an MWAA environment."""

    name: str
    formula: str
    unit_price: Decimal
    unit: str
    monthly: Figures


@dataclass(frozen=True)
class MwaaCost:
    """What MWAA would cost, and what it could not do."""

    environment_class: str
    lines: tuple[MwaaLine, ...]
    workers: Figures
    """Workers needed, the first of which the environment includes."""

    @property
    def total(self) -> Figures:
        """US dollars a month, not rounded."""
        return Figures.sum(line.monthly for line in self.lines)

    @property
    def fits(self) -> bool:
        """Whether MWAA has workers enough for the ceiling."""
        return self.workers.ceiling <= WORKERS_AT_MOST


def same_on_mwaa(slots: Figures, beside: Figures, book: PriceBook) -> MwaaCost:
    """Return the cheapest class by the expected figure that runs `slots` tasks at a time.

    `beside` is what MWAA needs as well: NAT gateways and their addresses, buckets, keys. Raises
    NoPriceError where the book has no MWAA.
    """
    costs = [_of_class(name, slots, beside, book) for name in TASKS_PER_WORKER]
    fitting = [each for each in costs if each.fits] or costs[-1:]
    return min(fitting, key=lambda each: each.total.expected)


def _of_class(name: str, slots: Figures, beside: Figures, book: PriceBook) -> MwaaCost:
    workers = _workers(slots, TASKS_PER_WORKER[name])
    more = workers.each(lambda count: max(count - 1, Decimal(0)))
    one = Figures.same(1)
    return MwaaCost(
        environment_class=f"mw1.{name}",
        lines=(
            _hours(f"Environment mw1.{name}", f"mwaa.environment.{name}", one, book),
            _hours("Workers beyond the first", f"mwaa.worker_or_scheduler.{name}", more, book),
            _metadata(book),
            MwaaLine("NAT, buckets, keys and logs", "as now", Decimal(0), "", beside),
        ),
        workers=workers,
    )


def _workers(slots: Figures, of_a_worker: int) -> Figures:
    """Return workers for `slots`; one runs always, as MWAA does not scale to none.

    Floor and ceiling are of a moment, with whole workers; the expected figure is an average, which
    is never below the floor.
    """
    needed = slots.each(lambda tasks: tasks / of_a_worker)
    whole = needed.each(lambda count: count.to_integral_value(ROUND_CEILING))
    found = Figures(whole.floor, max(needed.expected, whole.floor), whole.ceiling)
    return found.each(lambda count: max(count, Decimal(1)))


def _hours(name: str, key: str, count: Figures, book: PriceBook) -> MwaaLine:
    price = book.price(key)
    formula = f"{shown(count)} × {HOURS_PER_MONTH} h"
    return MwaaLine(name, formula, price.usd, price.unit, count * HOURS_PER_MONTH * price.usd)


def _metadata(book: PriceBook) -> MwaaLine:
    price = book.price("mwaa.meta_db")
    monthly = Figures.same(METADATA_GB * price.usd)
    return MwaaLine("Metadata storage", f"{METADATA_GB} GB", price.usd, price.unit, monthly)
