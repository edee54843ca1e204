"""A price file: what is in it, and its text."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from aeolus_cost.prices.book import Price, PriceBook, Source

from . import select, spot

NOTE = "list prices, on-demand, Linux, shared tenancy, no free tier applied"


def book_of(region: str, prices: Iterable[Price], without: Sequence[str], today: date) -> PriceBook:
    """Return the book of `prices`, sorted by key; `without` are rules that were left out."""
    return PriceBook(
        region=region,
        generated=today,
        note=NOTE,
        gaps=tuple(f"left out when the file was made: {each}" for each in without),
        sources={
            select.SOURCE: Source(
                what="AWS Price List Query API, GetProducts; the date is that of the list",
                data_date=today.isoformat(),
                confidence="high",
            ),
            spot.SOURCE: Source(
                what=f"Amazon EC2, DescribeSpotPriceHistory: {spot.PRODUCT}, {spot.DAYS} days, "
                "from the lowest price in a zone of the region to the highest",
                data_date=today.isoformat(),
                confidence="high",
            ),
        },
        prices=tuple(sorted(prices, key=lambda price: price.key)),
    )


def text_of(book: PriceBook) -> str:
    """Return the file's text: a row a line, so that a difference shows which prices changed."""
    document = book.model_dump(mode="json", exclude={"prices"}, exclude_defaults=True)
    head = json.dumps(document, indent=1, ensure_ascii=False).removesuffix("\n}")
    rows = ",\n".join(f"  {json.dumps(_row(price), ensure_ascii=False)}" for price in book.prices)
    return f'{head},\n "prices": [\n{rows}\n ]\n}}\n'


def write(book: PriceBook, file: Path) -> None:
    """Write `book` into `file`, all of it or nothing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    new = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text_of(book))
        new.chmod(0o644)
        new.replace(file)
    except BaseException:
        new.unlink()
        raise


def _row(price: Price) -> dict[str, Any]:
    row = price.model_dump(mode="json", exclude_defaults=True)
    # Never with an exponent, as tiny prices have it otherwise.
    row["usd"] = f"{price.usd:f}"
    return row
