"""The prices of a region: one row for each price key, with where it comes from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from aeolus_cost.errors import CostError

SHIPPED = Path(__file__).parent
REFRESH = "aeolus prices refresh --region"
STALE_AFTER_DAYS = 90
LOW = ("low", "medium")
"""Confidences that are marked wherever the price is shown."""


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Row):
    """Where prices were read, when, and how sure they are."""

    what: str
    confidence: str
    """Begins with `high`, `medium` or `low`."""
    data_date: str = ""
    commit: str = ""
    commit_date: str = ""
    licence: str = ""

    @property
    def name(self) -> str:
        """What was read, without what is said of it."""
        return self.what.partition(":")[0]


class Price(_Row):
    """One price in US dollars; `usd_high` where it is a range, as of Spot."""

    key: str
    usd: Decimal = Field(ge=0)
    unit: str
    source: str
    usd_high: Decimal | None = None
    sku: str = ""
    date: str = ""
    """The day that the price was read for, where the row has one of its own."""
    note: str = ""

    @property
    def highest(self) -> Decimal:
        """The upper end of a range, or the price."""
        return self.usd if self.usd_high is None else self.usd_high


class NoPriceError(Exception):
    """The book has no price of that key."""

    def __init__(self, key: str, region: str) -> None:
        """`key` as in the price file."""
        super().__init__(f"no price of {key} in {region}'s price file")


class PriceBook(_Row):
    """The prices of one region."""

    region: str
    generated: date
    """The day the file was made."""
    note: str = ""
    rules: Mapping[str, str] = {}
    gaps: tuple[str, ...] = ()
    """What is known to be missing."""
    sources: Mapping[str, Source]
    prices: tuple[Price, ...]

    def price(self, key: str) -> Price:
        """Return the price of `key`; raises NoPriceError."""
        found = self._by_key.get(key)
        if found is None:
            raise NoPriceError(key, self.region)
        return found

    def has(self, key: str) -> bool:
        """Return whether there is a price of `key`."""
        return key in self._by_key

    def unsure(self, price: Price) -> bool:
        """Return whether the price's source is of low confidence."""
        return self.sources[price.source].confidence.startswith(LOW)

    def age_days(self, today: date) -> int:
        """Return how many days ago the file was made."""
        return (today - self.generated).days

    @cached_property
    def _by_key(self) -> Mapping[str, Price]:
        return {price.key: price for price in self.prices}


def load_prices(region: str, folders: Sequence[Path] = (SHIPPED,)) -> PriceBook:
    """Return the prices of `region` from the first of `folders` that has them.

    Raises CostError where none has, or where the file is no price file.
    """
    files = [folder / f"{region}.json" for folder in folders]
    file = next((each for each in files if each.is_file()), None)
    if file is None:
        names = {each.stem for folder in folders for each in folder.glob("*.json")}
        have = ", ".join(sorted(names)) or "none"
        raise CostError(
            f"no prices of region {region!r}; there are those of {have}",
            cure=f"{REFRESH} {region or 'REGION'}",
        )
    try:
        document = json.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
        return PriceBook.model_validate(document)
    except (ValueError, ValidationError) as error:
        first = str(error).splitlines()[0]
        raise CostError(f"{file}: not a price file: {first}", cure=f"{REFRESH} {region}") from error
