"""A price file reads back as it was written, row by row, all of it or nothing."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from aeolus_cost.prices.book import Price, PriceBook, load_prices
from aeolus_cost.prices.refresh.document import book_of, text_of, write

TODAY = date(2026, 11, 23)


def _row(key: str, usd: str, source: str = "price_list", high: str | None = None) -> Price:
    return Price(
        key=key,
        usd=Decimal(usd),
        usd_high=Decimal(high) if high else None,
        unit="hour",
        source=source,
        sku="" if high else "M2YSHUBETB3JX4M4",
        date="2026-11-23",
    )


ROWS = [
    _row("nat_gateway.hour", "0.045"),
    _row("lambda.ephemeral_storage", "3.09E-8"),
    _row("ec2.linux.spot.m7g.large", "0.0267", "spot_history", "0.0409"),
]


@pytest.fixture
def book() -> PriceBook:
    return book_of("eu-west-2", ROWS, ["mwaa"], TODAY)


def test_reads_back(book: PriceBook, tmp_path: Path) -> None:
    write(book, tmp_path / "prices" / "eu-west-2.json")
    assert load_prices("eu-west-2", [tmp_path / "prices"]) == book


def test_a_row_a_line_sorted_without_exponents(book: PriceBook) -> None:
    rows = [line for line in text_of(book).splitlines() if line.startswith('  {"key"')]
    assert rows == [
        '  {"key": "ec2.linux.spot.m7g.large", "usd": "0.0267", "unit": "hour", '
        '"source": "spot_history", "usd_high": "0.0409", "date": "2026-11-23"},',
        '  {"key": "lambda.ephemeral_storage", "usd": "0.0000000309", "unit": "hour", '
        '"source": "price_list", "sku": "M2YSHUBETB3JX4M4", "date": "2026-11-23"},',
        '  {"key": "nat_gateway.hour", "usd": "0.045", "unit": "hour", '
        '"source": "price_list", "sku": "M2YSHUBETB3JX4M4", "date": "2026-11-23"}',
    ]


def test_sources_and_gaps_are_told(book: PriceBook) -> None:
    document = json.loads(text_of(book))
    assert document["gaps"] == ["left out when the file was made: mwaa"]
    assert {name: each["data_date"] for name, each in document["sources"].items()} == {
        "price_list": "2026-11-23",
        "spot_history": "2026-11-23",
    }


def test_a_file_that_cannot_be_written_leaves_the_old_one(
    book: PriceBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "eu-west-2.json"
    file.write_text("old", encoding="utf-8")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write(book, file)
    assert file.read_text(encoding="utf-8") == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["eu-west-2.json"]
