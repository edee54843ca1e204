"""A block is the same in each of the ways that Terraform's JSON lets it be written."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_cost.reading.shape import ShapeError, one_shape

TWO = {"aws_eip": {"a": {"domain": "vpc"}, "b": {}}}


@pytest.mark.parametrize(
    "written",
    [
        {"aws_eip": {"a": {"domain": "vpc"}, "b": {}}},
        {"aws_eip": {"a": [{"domain": "vpc"}], "b": [{}]}},
        {"aws_eip": [{"a": {"domain": "vpc"}}, {"b": {}}]},
        [{"aws_eip": {"a": {"domain": "vpc"}}}, {"aws_eip": {"b": {}}}],
    ],
)
def test_resources_by_type_and_name(written: Any) -> None:
    assert one_shape({"resource": written})["resource"] == TWO


@pytest.mark.parametrize("written", [{"n": {"default": 1}}, {"n": [{"default": 1}]}, [{"n": {}}]])
def test_variables_by_name(written: Any) -> None:
    assert list(one_shape({"variable": written})["variable"]) == ["n"]


@pytest.mark.parametrize("written", [{"a": 1, "b": [2]}, [{"a": 1}, {"b": [2]}]])
def test_locals_by_name_whatever_they_hold(written: Any) -> None:
    assert one_shape({"locals": written})["locals"] == {"a": 1, "b": [2]}


@pytest.mark.parametrize(
    "written",
    [{"aws": [{}, {"alias": "x"}]}, [{"aws": {}}, {"aws": {"alias": "x"}}]],
)
def test_a_provider_may_be_there_several_times(written: Any) -> None:
    assert one_shape({"provider": written})["provider"] == {"aws": [{}, {"alias": "x"}]}


@pytest.mark.parametrize(
    ("configuration", "said"),
    [
        ({"resource": "x"}, "resource must hold objects"),
        ({"resource": {"aws_eip": 3}}, "resource.aws_eip must hold objects"),
        ({"resource": {"aws_eip": {"a": "x"}}}, "resource.aws_eip.a must be an object"),
        ({"resource": {"aws_eip": {"a": [{}, {}]}}}, "resource.aws_eip.a must be an object"),
        ({"provider": {"aws": "x"}}, "provider.aws must be an object"),
    ],
)
def test_what_terraform_could_not_read_is_told_with_its_place(
    configuration: dict[str, Any], said: str
) -> None:
    with pytest.raises(ShapeError, match=f"^{said}$"):
        one_shape(configuration)


def test_what_is_not_there_is_empty() -> None:
    assert one_shape({"resource": []}) == {
        "resource": {}, "module": {}, "variable": {}, "locals": {}, "provider": {},
    }  # fmt: skip
