"""`aeolus cost`: environments of the project, and any stack."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aeolus_cost.prices.book import SHIPPED, PriceBook
from support.synthesized import copy_stacks
from support.terraform import ROOT

from .conftest import aeolus, written

GATEWAY: dict[str, Any] = {"aws_nat_gateway": {"a": {}}}


@pytest.fixture(scope="module")
def prod() -> str:
    """The text of `aeolus cost prod`, in this project."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        patch.setattr("aeolus_cli.cost.subject.synthesize", copy_stacks)
        result = aeolus("cost", "prod")
    assert result.exit_code == 0, result.output
    return result.output


def test_an_environment_is_a_tree_by_construct(prod: str) -> None:
    branches = ["network", "metastore", "broker", "masters", "worker groups", "load balancers"]
    places = [prod.index(f"\n{name} ") for name in branches]
    assert places == sorted(places)


def test_each_line_has_quantity_unit_price_and_formula(prod: str) -> None:
    assert "NAT gateway · 1 × 730 h · $0.045/hour" in prod


def test_spot_stands_apart_with_its_range_source_and_date(prod: str) -> None:
    assert "of it Spot, which moves" in prod
    assert "Spot moves: m7g.large was $0.0267–0.0409/hour over the zones" in prod


def test_it_is_held_against_mwaa_nights_off_and_the_budget(prod: str) -> None:
    assert "the same on MWAA: $" in prod
    assert "stopped at night and at weekends (60 of 168 hours a week): saves $" in prod
    assert "within the budget of $900" in prod


def test_where_mwaa_has_no_price_the_rest_is_told_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # `aeolus prices refresh --without mwaa`, where a region does not offer it.
    document = json.loads((SHIPPED / "us-east-1.json").read_text(encoding="utf-8"))
    prices = [each for each in document["prices"] if not each["key"].startswith("mwaa.")]
    book = PriceBook.model_validate({**document, "prices": prices})
    monkeypatch.setattr("aeolus_cli.cost.report.load_prices", lambda region, folders: book)
    monkeypatch.setattr("aeolus_cli.cost.subject.synthesize", copy_stacks)
    monkeypatch.chdir(ROOT)
    result = aeolus("cost", "dev")
    assert result.exit_code == 0, result.output
    assert "the same on MWAA: no price of mwaa.environment.small" in result.output
    assert "stopped at night" in result.output


def test_the_age_of_prices_and_where_usage_comes_from_are_told(prod: str) -> None:
    assert "usage: config/usage/prod.yaml" in prod
    assert "prices of 20" in prod


def test_any_stack_is_priced_from_a_file(tmp_path: Path) -> None:
    result = aeolus("cost", str(written(tmp_path / "shop.tf.json", GATEWAY)))
    assert result.exit_code == 0
    assert "shop in us-east-1" in result.output
    assert "MWAA" not in result.output


def test_a_folder_shows_every_stack_in_it(tmp_path: Path) -> None:
    for name in ("a", "b"):
        written(tmp_path / f"stacks/{name}/cdk.tf.json", GATEWAY)
    found = json.loads(aeolus("cost", str(tmp_path), "--json").output)
    assert [each["name"] for each in found["stacks"]] == ["a", "b"]


def test_usage_from_a_file_that_is_named(tmp_path: Path) -> None:
    stack = written(tmp_path / "shop.tf.json", GATEWAY)
    usage = tmp_path / "usage.yaml"
    usage.write_text("totals: {aws_nat_gateway: {gb_processed: 100}}")
    found = json.loads(aeolus("cost", str(stack), "--usage", str(usage), "--json").output)
    # 0.045 × (730 + 100)
    assert found["stacks"][0]["total"]["floor"] == "37.35"


def test_a_picture_is_drawn_where_it_is_asked_for(tmp_path: Path) -> None:
    stack = str(written(tmp_path / "shop.tf.json", GATEWAY))
    for name in ("a.svg", "a.png"):
        assert aeolus("cost", stack, "--plot", str(tmp_path / name)).exit_code == 0
    assert (tmp_path / "a.svg").read_text().startswith("<?xml")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_the_same_figures_give_the_same_picture(tmp_path: Path) -> None:
    stack = str(written(tmp_path / "shop.tf.json", GATEWAY))
    for name in ("a.svg", "b.svg"):
        aeolus("cost", stack, "--plot", str(tmp_path / name))
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


def test_help_lists_the_commands_of_the_group() -> None:
    output = aeolus("cost", "--help").output
    assert all(name in output for name in ("show", "diff", "items"))


def test_items_can_be_listed() -> None:
    assert "aws_nat_gateway.gb_processed" in aeolus("cost", "items").output
    found = json.loads(aeolus("cost", "items", "--json").output)
    assert {"type", "name", "unit", "scope", "default", "about"} == set(found[0])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["shop.tf.json", "--region", "mars-1"], "no prices of region 'mars-1'"),
        (["nowhere.tf.json"], "does not say its region → say it: --region us-east-1"),
        (["shop.tf.json", "--usage", "none.yaml"], "none.yaml: no such file"),
        (["shop.tf.json", "--usage", "bad.yaml"], "bad.yaml:1: totals.aws_eip"),
        (["shop.tf.json", "--plot", "a.gif"], "a picture ends in .svg or .png"),
        (["text.json"], "text.json:1: not JSON"),
        (["other.json"], "neither Terraform's JSON configuration nor a plan"),
        (["broken.json"], "broken.json: resource.aws_eip must hold objects"),
        (["none.json"], "No such file"),
        (["prod"], "no cdktf.json"),
    ],
)
def test_a_mistake_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "shop.tf.json", GATEWAY)
    written(tmp_path / "nowhere.tf.json", GATEWAY, region="")
    (tmp_path / "bad.yaml").write_text("totals: {aws_eip: {gb: 1}}")
    (tmp_path / "text.json").write_text("text")
    (tmp_path / "other.json").write_text("{}")
    (tmp_path / "broken.json").write_text('{"resource": {"aws_eip": 3}}')
    result = aeolus("cost", *arguments)
    assert result.exit_code == 2
    assert says in result.output
    assert "Traceback" not in result.output


def test_an_unknown_environment_is_told_with_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = aeolus("cost", "prd")
    assert result.exit_code == 2
    assert "did you mean prod?" in result.output
