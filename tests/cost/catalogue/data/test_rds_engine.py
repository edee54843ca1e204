"""RDS engines: names, and versions past standard support."""

from __future__ import annotations

import pytest

from aeolus_cost.catalogue.data.rds_engine import REFUSED, extended_support
from aeolus_cost.reading.values import Values


@pytest.mark.parametrize(
    ("engine", "version", "year"),
    [
        ("postgres", "11.22", "year3"),
        ("postgres", "12", "year1"),
        ("postgres", "13.4", "year1"),
        ("postgres", "14.1", None),
        ("postgres", "17", None),
        ("mysql", "5.7", "year3"),
        ("mysql", "5.7.44", "year3"),
        ("mysql", "8.0.36", "year1"),
        ("mysql", "8.4.3", None),
        # MariaDB has no Extended Support; its versions only look like MySQL's.
        ("mariadb", "10.6", None),
    ],
)
def test_versions_past_standard_support_pay(engine: str, version: str, year: str | None) -> None:
    values = Values({"engine": engine, "engine_version": version})
    assert extended_support(values) == year


def test_no_version_is_a_current_one() -> None:
    assert extended_support(Values({"engine": "postgres"})) is None


def test_who_refuses_extended_support_does_not_pay_for_it() -> None:
    values = {"engine": "mysql", "engine_version": "5.7", "engine_lifecycle_support": REFUSED}
    assert extended_support(Values(values)) is None
