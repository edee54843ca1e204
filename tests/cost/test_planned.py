"""A plan of an environment costs what its synthesized JSON does, to the cent and with its usage."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from aeolus_cli.sandbox.account import account_for
from aeolus_cost.estimate import Estimate, estimate
from aeolus_cost.prices.book import load_prices
from aeolus_cost.reading.read import read_stack
from aeolus_cost.sections import by_section
from aeolus_cost.usage.loading import load_usage
from aeolus_sandbox import region as regions
from aeolus_sandbox.region import Region
from support.shipped import FOLDER, shipped
from support.synthesized import shipped_stacks
from support.terraform import SETTINGS

pytestmark = pytest.mark.sandbox

USAGE = FOLDER.parent / "usage/prod.yaml"


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    """A region that the plan asks for accounts and passwords; nothing is made in it."""
    state = tmp_path_factory.mktemp("region")
    yield regions.up("planned", account_for(shipped("prod")), state)
    regions.down("planned", state)


@pytest.fixture(scope="module")
def previews(region: Region, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Estimate]:
    """What prod costs, by its synthesized JSON and by Terraform's plan of that."""
    out = tmp_path_factory.mktemp("out")
    folder = out / "stacks/prod"
    shutil.copytree(shipped_stacks() / "stacks/prod", folder)
    to_be_planned(folder / "cdk.tf.json")

    def terraform(*arguments: str) -> str:
        done = subprocess.run(
            ["terraform", *arguments, "-no-color"],
            cwd=folder,
            env={**SETTINGS, **region.environment()},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        return done.stdout

    terraform("init", "-input=false")
    terraform("plan", "-input=false", "-out=prod.tfplan")
    (out / "plan.json").write_text(terraform("show", "-json", "prod.tfplan"))
    return {
        "synthesized": priced(folder / "cdk.tf.json"),
        "planned": priced(out / "plan.json"),
    }


def to_be_planned(file: Path) -> None:
    """Take out what keeps a stack from being planned here: where its state is, and its bundles."""
    document = json.loads(file.read_text())
    del document["terraform"]["backend"]
    for body in document["resource"]["aws_s3_object"].values():
        body.get("lifecycle", {}).pop("precondition", None)
    file.write_text(json.dumps(document))


def priced(file: Path) -> Estimate:
    stack = read_stack(file, "prod")
    return estimate(stack, load_usage(USAGE, stack), load_prices(stack.region))


def test_a_plan_costs_what_the_synthesized_json_does(previews: dict[str, Estimate]) -> None:
    assert previews["planned"].unpriced == ()
    assert previews["planned"].total == previews["synthesized"].total


def test_a_plan_has_the_same_branches(previews: dict[str, Estimate]) -> None:
    planned, synthesized = (
        {
            name: sorted(each.resource.address for each in costs)
            for name, costs in by_section(previews[side]).items()
        }
        for side in ("planned", "synthesized")
    )
    assert planned == synthesized
