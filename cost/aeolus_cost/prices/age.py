"""How old prices are, told."""

from __future__ import annotations

from datetime import date

from .book import REFRESH, STALE_AFTER_DAYS, PriceBook


def prices_sentence(book: PriceBook, today: date) -> str:
    """Return the age of `book` on `today`, with the cure once it is more than 90 days old."""
    days = book.age_days(today)
    age = f"{days} day{'' if days == 1 else 's'} old"
    if days > STALE_AFTER_DAYS:
        return f"WARNING: prices of {book.generated} are {age} → {REFRESH} {book.region}"
    return f"prices of {book.generated}, {age}"


def prices_as_json(book: PriceBook, today: date) -> dict[str, object]:
    """Return the same for a script."""
    days = book.age_days(today)
    return {
        "region": book.region,
        "generated": book.generated.isoformat(),
        "age_days": days,
        "stale": days > STALE_AFTER_DAYS,
    }
