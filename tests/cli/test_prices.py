"""`aeolus prices refresh` writes a whole price file into the project, or none and says why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from aeolus_cli.main import app
from aeolus_cost.prices.book import load_prices
from aeolus_cost.prices.refresh import refresh as module
from support.price_list import FakePricing, recorded, rule_of

RULES = tuple(rule_of(key) for key in ("nat_gateway.hour", "nat_gateway.gb", "rds.proxy"))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project beside a Price List that knows NAT gateways and no proxies."""
    (tmp_path / "cdktf.json").write_text("{}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(module, "RULES", RULES)

    def client(service: str, **settings: Any) -> Any:
        return FakePricing(recorded("nat_gateway"))

    monkeypatch.setattr("boto3.client", client)
    return tmp_path


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["prices", "refresh", *arguments])


def test_the_projects_own_file_is_written(project: Path) -> None:
    done = _run("--region", "eu-west-2", "--without", "rds.proxy")
    assert done.exit_code == 0, done.output
    book = load_prices("eu-west-2", [project / "config/prices"])
    assert [(row.key, row.sku) for row in book.prices] == [
        ("nat_gateway.gb", "ZECE57EY4F96YNAQ"),
        ("nat_gateway.hour", "D8BXG95NJW6MV3B3"),
    ]
    assert done.stdout.splitlines() == [
        "left out when the file was made: rds.proxy",
        "2 prices of eu-west-2: 0 changed, 2 new, 0 gone",
        f"written: {project}/config/prices/eu-west-2.json",
    ]


def test_what_changes_against_the_file_before_is_told(project: Path) -> None:
    file = project / "config/prices/eu-west-2.json"
    _run("--region", "eu-west-2", "--without", "rds.proxy")
    file.write_text(file.read_text(encoding="utf-8").replace('"usd": "0.05"', '"usd": "0.04"', 1))
    done = _run("--region", "eu-west-2", "--without", "rds.proxy")
    assert "nat_gateway.gb: $0.04/GB → $0.05/GB" in done.stdout
    assert "1 changed, 0 new, 0 gone" in done.stdout


def test_json_for_a_script(project: Path) -> None:
    file = project / "elsewhere.json"
    done = _run("--output", str(file), "--without", "rds.proxy", "--json")
    told = json.loads(done.stdout)
    assert (told["file"], told["region"], told["prices"]) == (str(file), "us-east-1", 2)
    # The shipped file has the same two prices, and all the others.
    assert (told["new"], told["changed"]) == ([], {})
    assert "alb.hour" in told["gone"]
    assert file.is_file()


def test_a_rule_that_fails_leaves_no_file(project: Path) -> None:
    done = _run("--region", "eu-west-2")
    assert done.exit_code == 2
    assert done.stderr.splitlines()[-3:] == [
        "error: 1 of the prices of eu-west-2 cannot be told from the Price List",
        "  rds.proxy: no product of AmazonRDS with regionCode=eu-west-2, "
        "databaseEngine=PostgreSQL and usage type {code}RDS:ProxyUsage",
        "  → mend these rules, or leave them out: --without KEY",
    ]
    assert not (project / "config").exists()


def test_an_unknown_region_is_one_line(project: Path) -> None:
    done = _run("--region", "mars-north-1")
    assert done.exit_code == 2
    assert done.stderr.splitlines()[-1] == (
        "error: the Price List has nothing of region 'mars-north-1'"
    )


def test_outside_a_project_the_file_must_be_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = _run()
    assert done.exit_code == 2
    assert "no cdktf.json in" in done.stderr
