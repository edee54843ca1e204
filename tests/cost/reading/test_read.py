"""Files: which shape they have, and one clear line for what is none of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aeolus_cost.errors import CostError
from aeolus_cost.reading.read import read_stack, read_synthesized

CONFIGURATION: dict[str, object] = {"resource": {"aws_eip": {"a": {}}}}
PLAN = {"format_version": "1.2", "planned_values": {"root_module": {}}}


def written(file: Path, document: object) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(document))
    return file


def test_configuration_and_plan_are_told_apart(tmp_path: Path) -> None:
    assert len(read_stack(written(tmp_path / "a.tf.json", CONFIGURATION)).resources) == 1
    assert read_stack(written(tmp_path / "plan.json", PLAN)).resources == ()


def test_a_stack_is_called_as_cdktf_does_else_as_its_file(tmp_path: Path) -> None:
    named = {**CONFIGURATION, "//": {"metadata": {"stackName": "prod"}}}
    assert read_stack(written(tmp_path / "cdk.tf.json", named)).name == "prod"
    assert read_stack(written(tmp_path / "web.tf.json", CONFIGURATION)).name == "web"


def test_the_output_folder_of_cdktf_holds_stacks_by_name(tmp_path: Path) -> None:
    for name in ("prod", "dev"):
        written(tmp_path / "stacks" / name / "cdk.tf.json", CONFIGURATION)
    assert list(read_synthesized(tmp_path)) == ["dev", "prod"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{", "plan.json:1: not JSON"),
        (b"[]", "not an object"),
        (b'{"a": 1}', "neither Terraform's JSON configuration nor a plan"),
        (b'{"format_version": "1.0", "values": {}}', "neither"),
        (b"PK\x03\x04\xff\xfe", "binary, not JSON → terraform show -json PLAN"),
    ],
)
def test_what_is_not_terraforms_is_one_clear_line(
    tmp_path: Path, content: bytes, says: str
) -> None:
    file = tmp_path / "plan.json"
    file.write_bytes(content)
    with pytest.raises(CostError) as raised:
        read_stack(file)
    assert says in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CostError, match=r"none\.json: No such file"):
        read_stack(tmp_path / "none.json")


def test_a_folder_without_stacks_is_named(tmp_path: Path) -> None:
    with pytest.raises(CostError, match="no stacks/"):
        read_synthesized(tmp_path)
