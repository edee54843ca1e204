"""The usage file: what it says of a stack, and every mistake with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from aeolus_config.errors import ConfigError
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Stack
from aeolus_cost.reading.synthesized import read_configuration
from aeolus_cost.usage.loading import load_usage
from aeolus_cost.usage.usage import Usage

STACK = read_configuration(
    "prod",
    {
        "resource": {
            "aws_nat_gateway": {
                "nat_a_1": {"//": {"metadata": {"path": "prod/airflow/network/a/nat"}}},
                "nat_b_2": {"//": {"metadata": {"path": "prod/airflow/network/b/nat"}}},
            },
            "aws_autoscaling_group": {
                "group": {"//": {"metadata": {"path": "prod/airflow/workers/heavy/group/group"}}}
            },
            "aws_subnet": {"s": {}},
        }
    },
)


def load(folder: Path, text: str, stack: Stack = STACK) -> Usage:
    file = folder / "prod.yaml"
    file.write_text(text)
    return load_usage(file, stack)


def mistakes(folder: Path, text: str) -> list[str]:
    with pytest.raises(ConfigError) as raised:
        load(folder, text)
    return [line.removeprefix(f"{folder}/") for line in str(raised.value).splitlines()]


def test_without_a_file_nothing_is_said(tmp_path: Path) -> None:
    assert load_usage(tmp_path / "none.yaml", STACK) == Usage()


def test_a_number_counts_in_all_three_situations(tmp_path: Path) -> None:
    usage = load(tmp_path, "totals: {aws_nat_gateway: {gb_processed: 1.5}}")
    assert usage.totals == {
        "aws_nat_gateway": {"gb_processed": Figures.same(1) + Figures.of(0.5, 0.5, 0.5)}
    }


def test_each_situation_may_have_its_own(tmp_path: Path) -> None:
    text = "totals: {aws_nat_gateway: {gb_processed: {floor: 0, expected: 2, ceiling: 9}}}"
    assert load(tmp_path, text).totals["aws_nat_gateway"]["gb_processed"] == Figures.of(0, 2, 9)


@pytest.mark.parametrize("name", ["aws_nat_gateway.nat_a_1", "airflow/network/a/nat", "a/nat"])
def test_a_resource_goes_by_address_by_path_or_by_the_end_of_it(tmp_path: Path, name: str) -> None:
    usage = load(tmp_path, f"resources: {{'{name}': {{gb_processed: 5}}}}")
    assert usage.resources == {"aws_nat_gateway.nat_a_1": {"gb_processed": Figures.same(5)}}


def test_a_resource_goes_by_what_the_preview_calls_it(tmp_path: Path) -> None:
    usage = load(tmp_path, "resources: {workers/heavy/group: {average_instances: 2}}")
    assert list(usage.resources) == ["aws_autoscaling_group.group"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("total: {}", "prod.yaml:1: total: is no part of a usage file → did you mean totals?"),
        (
            "totals:\n  aws_nat_gatway: {}",
            "prod.yaml:2: totals.aws_nat_gatway: is no resource type with usage "
            "→ did you mean aws_nat_gateway?",
        ),
        (
            "totals: {aws_nat_gateway: {gb_procesed: 1}}",
            "prod.yaml:1: totals.aws_nat_gateway.gb_procesed: got 1; is no usage of it "
            "→ did you mean gb_processed?",
        ),
        (
            "totals: {aws_nat_gateway: {gb_processed: -1}}",
            "prod.yaml:1: totals.aws_nat_gateway.gb_processed: got -1; must be a number, 0 or "
            "more; or floor, expected and ceiling, all three",
        ),
        (
            "totals: {aws_nat_gateway: {gb_processed: much}}",
            "prod.yaml:1: totals.aws_nat_gateway.gb_processed: got much; must be a number, 0 or "
            "more; or floor, expected and ceiling, all three",
        ),
        (
            "totals: {aws_nat_gateway: {gb_processed: true}}",
            "prod.yaml:1: totals.aws_nat_gateway.gb_processed: got true; must be a number, 0 or "
            "more; or floor, expected and ceiling, all three",
        ),
        (
            "totals: {aws_nat_gateway: {gb_processed: {floor: 3, expected: 2, ceiling: 1}}}",
            "prod.yaml:1: totals.aws_nat_gateway.gb_processed: must not fall from floor to "
            "expected to ceiling",
        ),
        (
            "totals: 3",
            "prod.yaml:1: totals: got 3; must hold keys and values → write some, or leave it out",
        ),
        (
            "totals: {aws_nat_gateway: {gb_processed: {floor: 1, expected: 2}}}",
            "prod.yaml:1: totals.aws_nat_gateway.gb_processed.ceiling: must be a number, 0 or "
            "more; or floor, expected and ceiling, all three",
        ),
        (
            "totals: {aws_nat_gateway: {gb_processed: .inf}}",
            "prod.yaml:1: totals.aws_nat_gateway.gb_processed: got .inf; must be a number, 0 or "
            "more; or floor, expected and ceiling, all three",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line_and_cure(tmp_path: Path, text: str, says: str) -> None:
    assert mistakes(tmp_path, text) == [says]


def test_a_resource_that_does_not_exist_is_told(tmp_path: Path) -> None:
    (line,) = mistakes(tmp_path, "resources: {worker/heavy/group: {average_instances: 1}}")
    assert line == (
        'prod.yaml:1: resources."worker/heavy/group": is no resource of prod '
        "→ did you mean workers/heavy/group?"
    )


def test_a_name_that_could_be_several_is_told_with_all_of_them(tmp_path: Path) -> None:
    (line,) = mistakes(tmp_path, "resources: {nat: {gb_processed: 1}}")
    assert "aws_nat_gateway.nat_a_1, aws_nat_gateway.nat_b_2" in line


def test_a_resource_without_usage_is_told(tmp_path: Path) -> None:
    (line,) = mistakes(tmp_path, "resources: {aws_subnet.s: {gb: 1}}")
    assert "is no usage of it" in line


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = "totals:\n  aws_nat_gateway: {gb_processed: -1}\nresources:\n  none: {}\nother: 1\n"
    assert len(mistakes(tmp_path, text)) == 3


def test_a_stack_at_rest_may_lack_what_is_said_of_it_and_mistakes_are_told_all_the_same(
    tmp_path: Path,
) -> None:
    file = tmp_path / "prod.yaml"
    file.write_text("resources: {broker/group: {backup_gb_beyond_free: 2}}\n")
    assert load_usage(file, STACK, at_rest=True) == Usage(at_rest=True)
    file.write_text("resources: {network/a/nat: {gb_procesed: 2}}\n")
    with pytest.raises(ConfigError, match="gb_procesed"):
        load_usage(file, STACK, at_rest=True)
