"""A project's own price files go before those of the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from aeolus_cli.cost.prices import price_folders
from aeolus_cost.prices.book import SHIPPED


def test_in_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cdktf.json").write_text("{}", encoding="utf-8")
    (tmp_path / "config").mkdir()
    monkeypatch.chdir(tmp_path / "config")
    assert price_folders() == [tmp_path / "config/prices", SHIPPED]


def test_outside_a_project_any_stack_can_be_priced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert price_folders() == [SHIPPED]
