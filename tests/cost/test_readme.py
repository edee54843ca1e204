"""The figures in the README are those of the goldens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.shipped import SHIPPED
from support.terraform import ROOT

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", SHIPPED)
def test_the_readme_tells_what_each_environment_costs(name: str) -> None:
    total = re.findall(r"^TOTAL  (.*)$", (GOLDEN / f"{name}.golden").read_text(), re.M)[0]
    floor, expected, ceiling = (each.removeprefix("$") for each in total.split(" / "))
    assert f"| {name} | {floor} | {expected} | {ceiling} |" in (ROOT / "README.md").read_text()
