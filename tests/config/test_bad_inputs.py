"""Every mistake we could think of, each told in one line of its own, with status 2.

The tables in `bad_inputs/` say what is written and what is told; `rule_cases/` what breaks a rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from aeolus_cli.main import app
from support.environments import BASES, REMOVE, changed, dumped, with_raw, written

TABLES = Path(__file__).parent / "bad_inputs"
RULES = Path(__file__).parent / "rule_cases"


@dataclass(frozen=True)
class Case:
    """A file's text, and what its first line of complaint holds."""

    name: str
    text: str
    told: tuple[str, ...]
    only: bool = True
    """Nothing else is told."""


def raw_table(path: Path) -> Any:
    """Read a table in which every value is text, as it stands there."""
    return yaml.load(path.read_text(), Loader=yaml.CBaseLoader)


def value_cases() -> list[Case]:
    """Read the tables of keys and their bad values."""
    cases = []
    for table in sorted(TABLES.glob("*.yaml")):
        if table.stem == "syntax":
            continue
        for entry in raw_table(table):
            base, key = BASES[entry.get("base", "cluster")], entry["key"]
            for raw, *cures in entry["given"]:
                where = entry.get("at", key).replace('""', "")
                quoted = where.replace("a#b", '"a#b"') if where else '""'
                text = (
                    dumped(changed(base, {key: REMOVE}))
                    if entry.get("missing")
                    else with_raw(base, key.replace('""', ""), raw)
                )
                told = (f": {quoted}: ", entry["told"], *cures)
                cases.append(Case(f"{table.stem}: {key}: {raw}", text, told))
    return cases


def syntax_cases() -> list[Case]:
    """Read the table of whole files."""
    return [
        Case(f"syntax: {name}", text, tuple(told), only=False)
        for name, text, *told in raw_table(TABLES / "syntax.yaml")
    ]


def rule_cases() -> list[Case]:
    """Read what breaks the rules; each may break others besides."""
    cases = []
    for table in sorted(RULES.glob("*.yaml")):
        for rule, entry in yaml.safe_load(table.read_text()).items():
            for number, (base, changes, *paths) in enumerate(entry["breaks"]):
                if "name" in changes:
                    continue
                text = dumped(changed(BASES[base], changes))
                cases += [
                    Case(f"{rule} {number}: {path}", text, (f": {path}: ",), only=False)
                    for path in paths
                ]
    return cases


CASES = [*value_cases(), *syntax_cases(), *rule_cases()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_told_in_one_line_with_status_2(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "staging.yaml"
    path.write_text(case.text)
    result = CliRunner().invoke(app, ["config", "check", str(path)])
    lines = result.stderr.splitlines()
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit), "a traceback"
    assert all(line.startswith(f"{path}:") for line in lines), lines
    assert any(all(part in line for part in case.told) for line in lines), lines
    assert len(lines) == 1 or not case.only, lines


def test_there_are_at_least_300() -> None:
    assert len({case.text for case in CASES}) >= 300


@pytest.mark.parametrize("base", BASES)
def test_the_bases_are_right(base: str, tmp_path: Path) -> None:
    path = written(BASES[base], tmp_path)
    result = CliRunner().invoke(app, ["config", "check", str(path)])
    assert (result.exit_code, result.stdout) == (0, "staging is right\n")
