"""The picture: a bar for each situation, a colour for each branch, Spot apart."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import matplotlib
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from aeolus_cost.errors import CostError
from aeolus_cost.estimate import Estimate
from aeolus_cost.render.plot import draw, plot
from aeolus_cost.render.plot_parts import COLOURS, SPOT, colours, parts, readable_on
from aeolus_cost.sections import SECTIONS
from support.pricing import money, priced

NOTE = "List prices: us-east-1 of 2026-11-22"


def at(path: str, **arguments: object) -> dict[str, Any]:
    return {"//": {"metadata": {"path": f"prod/airflow/{path}"}}, **arguments}


@pytest.fixture(scope="module")
def estimate() -> Estimate:
    """Addresses of two branches, and a group that is all Spot but for its volumes."""
    purchase = {"on_demand_percentage_above_base_capacity": 0, "on_demand_base_capacity": 0}
    specification = {"launch_template_specification": {"launch_template_name": "t"}}
    policy = {"launch_template": specification, "instances_distribution": purchase}
    group = at("workers/a/group", min_size=0, max_size=2, mixed_instances_policy=policy)
    return priced(
        {
            "aws_eip": {"a": at("foundation/network/a"), "b": at("broker/b")},
            "aws_autoscaling_group": {"g": group},
            "aws_launch_template": {"t": {"name": "t", "instance_type": "m7g.large"}},
        }
    )


def texts(figure: Figure) -> list[str]:
    """Return what is written beside and into the bars."""
    return [text.get_text() for panel in figure.axes for text in panel.texts]


def legend(figure: Figure) -> list[str]:
    return [text.get_text() for each in figure.legends for text in each.get_texts()]


def test_parts_are_the_branches_on_demand_and_then_spot(estimate: Estimate) -> None:
    found = parts(estimate)
    assert list(found) == ["network", "broker", "worker groups", SPOT]
    # An address: 0.005 × 730 h
    assert found["network"] == found["broker"] == money("3.65", "3.65", "3.65")
    assert found[SPOT] == estimate.spot


def test_parts_add_up_to_the_total(estimate: Estimate) -> None:
    assert sum(each.ceiling for each in parts(estimate).values()) == estimate.total.ceiling


def test_a_branch_that_bills_nothing_is_no_part() -> None:
    group = at("masters/group", min_size=0, max_size=0, launch_template={"name": "t"})
    template = {"t": {"name": "t", "instance_type": "m7g.large"}}
    idle = {"aws_autoscaling_group": {"g": group}, "aws_launch_template": template}
    assert parts(priced(idle)) == {}


def test_each_situation_has_its_total_to_the_cent_beside_its_bar(estimate: Estimate) -> None:
    floor, expected, ceiling = (f"${each:.2f}" for each in estimate.total.values)
    found = texts(draw([estimate], NOTE))
    assert [each for each in found if "$" in each] == [ceiling, expected, floor]


def test_a_bar_is_as_long_as_its_total(estimate: Estimate) -> None:
    (panel,) = draw([estimate], NOTE).axes
    ends = [bar.get_x() + bar.get_width() for bar in panel.patches]  # type: ignore[attr-defined]
    assert max(ends) == pytest.approx(float(estimate.total.ceiling))


def test_a_part_has_its_amount_where_there_is_room() -> None:
    # 20 addresses, 73.00, beside one, 3.65: a twentieth of the bar; of 200 a two-hundredth.
    def written(number: int) -> list[str]:
        many = {f"m{each}": at(f"broker/{each}") for each in range(number)}
        return texts(draw([priced({"aws_eip": {"one": at("network/one"), **many}})], NOTE))

    assert written(20)[:2] == ["4", "73"]
    assert written(200)[:2] == ["730", "$733.65"]


def test_only_what_bills_is_in_the_legend_and_spot_is_last(estimate: Estimate) -> None:
    found = [each for each in legend(draw([estimate], NOTE)) if each.strip()]
    assert found == ["network", "broker", "worker groups", SPOT]


def test_the_legend_reads_by_rows() -> None:
    names = ["network", "metastore", "broker", "masters", "workers", "single-node", "web"]
    addresses = {name.replace("-", "_"): at(f"{name}/x") for name in names}
    # Two rows of five, filled by column: the sixth stands below the first.
    found = legend(draw([priced({"aws_eip": addresses})], NOTE))
    assert found[:4] == ["network", "single node", "metastore", "load balancers"]


def test_several_stacks_are_drawn_below_each_other_and_their_scales_told(
    estimate: Estimate,
) -> None:
    figure = draw([estimate, priced({"aws_eip": {"a": {}}})], NOTE)
    assert [panel.get_title(loc="left") for panel in figure.axes] == ["test, us-east-1"] * 2
    assert "each on a scale of its own" in figure.axes[-1].get_xlabel()


def test_what_prices_they_are_is_told(estimate: Estimate) -> None:
    (panel,) = draw([estimate], NOTE).axes
    assert panel.get_xlabel() == f"US dollars a month. {NOTE}"


def test_a_stack_that_bills_nothing_is_drawn_as_nothing() -> None:
    assert texts(draw([priced({})], NOTE)) == ["$0.00"] * 3


def test_a_branch_has_the_same_colour_in_every_picture() -> None:
    assert (
        colours(["broker"])["broker"]
        == colours(["network", "broker", "worker groups", SPOT])["broker"]
    )


def test_no_two_branches_of_ours_share_a_colour() -> None:
    found = colours([*SECTIONS.values(), SPOT])
    assert len(set(found.values())) == len(found)


def test_more_branches_than_colours_begin_again() -> None:
    names = [f"module-{each:02}" for each in range(len(COLOURS))]
    assert set(colours(names)) == set(names)


def test_figures_are_readable_on_each_colour() -> None:
    assert readable_on("#F0E442") == "black"
    assert readable_on("#332288") == "white"


def test_the_same_figures_are_the_same_bytes(estimate: Estimate, tmp_path: Path) -> None:
    files = [tmp_path / "a.svg", tmp_path / "b.svg"]
    for file in files:
        plot([estimate], file, NOTE)
    first, second = (file.read_bytes() for file in files)
    assert first == second


def test_an_svg_holds_its_text_as_text(estimate: Estimate, tmp_path: Path) -> None:
    plot([estimate], tmp_path / "a.svg", NOTE)
    found = re.findall(r"<text[^>]*>([^<]*)</text>", (tmp_path / "a.svg").read_text())
    assert {"network", "floor", "expected", "ceiling"} <= set(found)


def test_matplotlib_is_left_as_it_was(estimate: Estimate, tmp_path: Path) -> None:
    before = dict(matplotlib.rcParams)
    plot([estimate], tmp_path / "a.svg", NOTE)
    assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize("name", ["a.gif", "a", "a.SVGZ"])
def test_another_ending_is_refused(estimate: Estimate, tmp_path: Path, name: str) -> None:
    with pytest.raises(CostError, match=r"a picture ends in \.svg or \.png"):
        plot([estimate], tmp_path / name, NOTE)


def test_a_folder_that_is_not_there_is_told(estimate: Estimate, tmp_path: Path) -> None:
    with pytest.raises(CostError, match="No such file or directory → choose another place"):
        plot([estimate], tmp_path / "none/a.svg", NOTE)


def test_spot_is_hatched_as_well(estimate: Estimate) -> None:
    (panel,) = draw([estimate], NOTE).axes
    hatched = {to_hex(bar.get_facecolor()) for bar in panel.patches if bar.get_hatch()}
    assert hatched == {colours([SPOT])[SPOT]}
