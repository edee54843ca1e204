"""Terraform's JSON configuration: which resources there are, and what they refer to."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_cost.reading.stack import Resource, Stack
from aeolus_cost.reading.synthesized import read_configuration
from aeolus_cost.reading.values import UnknownValueError


def read(resources: dict[str, Any], **more: Any) -> Stack:
    return read_configuration("test", {"resource": resources, **more})


def only(stack: Stack) -> Resource:
    (resource,) = stack.resources
    return resource


def test_a_resource_stands_where_its_construct_does() -> None:
    body = {"//": {"metadata": {"path": "prod/airflow/masters/group"}}, "min_size": 2}
    resource = only(read({"aws_autoscaling_group": {"g_1": body}}))
    assert resource.address == "aws_autoscaling_group.g_1"
    assert resource.path == ("airflow", "masters", "group")
    assert resource.values.number("min_size") == 2


def test_without_a_construct_it_stands_by_its_label() -> None:
    assert only(read({"aws_instance": {"web": {}}})).path == ("web",)


def test_a_reference_to_a_resource_links_to_it() -> None:
    stack = read(
        {
            "aws_launch_template": {"t": {"instance_type": "t3.micro"}},
            "aws_autoscaling_group": {
                "g": {"launch_template": [{"id": "${aws_launch_template.t.id}"}]}
            },
        }
    )
    (group,) = stack.of_type("aws_autoscaling_group")
    (template,) = stack.linked(group, "launch_template", "aws_launch_template")
    assert template.values.text("instance_type") == "t3.micro"
    assert stack.linked(group, "launch_template", "aws_launch_configuration") == ()


@pytest.mark.parametrize(
    ("expression", "more"),
    [
        ("${var.type}", {"variable": {"type": {"default": "t3.micro"}}}),
        ("${var.type}", {"variable": {"type": [{"default": "t3.micro"}]}}),
        ("${local.type}", {"locals": {"type": "t3.micro"}}),
        ("${local.types.web}", {"locals": {"types": {"web": "t3.micro"}}}),
        ("${local.types[1]}", {"locals": {"types": ["t3.nano", "t3.micro"]}}),
        ("${local.a}", {"locals": {"a": "${local.b}", "b": "t3.micro"}}),
        ("t3.${local.size}", {"locals": {"size": "micro"}}),
        ("${aws_launch_template.t.instance_type}", {}),
    ],
)
def test_a_reference_to_a_literal_resolves(expression: str, more: dict[str, Any]) -> None:
    template = {"t": {"instance_type": "t3.micro"}}
    stack = read(
        {"aws_instance": {"web": {"instance_type": expression}}, "aws_launch_template": template},
        **more,
    )
    assert stack.of_type("aws_instance")[0].values.text("instance_type") == "t3.micro"


@pytest.mark.parametrize(
    "expression",
    [
        "${aws_launch_template.t.id}",
        "${var.type}",
        "${data.aws_ami.x.id}",
        "${upper(local.type)}",
        "${local.circle}",
    ],
)
def test_a_reference_that_leads_nowhere_stays_unknown(expression: str) -> None:
    stack = read(
        {"aws_instance": {"web": {"instance_type": expression}}},
        variable={"type": {}},
        locals={"type": "t3", "circle": "${local.circle}"},
    )
    with pytest.raises(UnknownValueError, match="instance_type is"):
        only(stack).values.text("instance_type")


def test_a_literal_count_makes_so_many_resources() -> None:
    stack = read({"aws_eip": {"a": {"count": "${var.n}"}}}, variable={"n": {"default": 3}})
    assert [each.address for each in stack.resources] == [f"aws_eip.a[{n}]" for n in range(3)]


def test_a_literal_for_each_makes_one_resource_a_key() -> None:
    stack = read({"aws_eip": {"a": {"for_each": {"x": 1, "y": 2}}}})
    assert [each.address for each in stack.resources] == ['aws_eip.a["x"]', 'aws_eip.a["y"]']


@pytest.mark.parametrize(
    ("argument", "value"), [("count", "x"), ("count", -1), ("count", 1.5), ("for_each", "ab")]
)
def test_a_number_of_copies_that_is_none_is_told(argument: str, value: object) -> None:
    stack = read({"aws_eip": {"a": {argument: value}}})
    assert stack.resources == ()
    (unreadable,) = stack.unreadable
    assert unreadable.reason == f"{argument} is {value}, which makes no resources"


def test_a_count_that_only_a_plan_knows_is_told_not_taken_for_one() -> None:
    stack = read({"aws_eip": {"a": {"count": "${length(data.aws_subnets.all.ids)}"}}})
    assert stack.resources == ()
    (unreadable,) = stack.unreadable
    assert unreadable.address == "aws_eip.a"
    assert "only a plan knows how many" in unreadable.reason


def test_a_module_is_told_not_left_out_in_silence() -> None:
    (unreadable,) = read({}, module={"vpc": {"source": "./vpc"}}).unreadable
    assert (unreadable.address, "plan" in unreadable.reason) == ("module.vpc", True)


@pytest.mark.parametrize(
    ("provider", "region"),
    [
        ([{"region": "eu-west-1"}], "eu-west-1"),
        ({"region": "eu-west-1"}, "eu-west-1"),
        ([{"alias": "x", "region": "us-east-1"}, {"region": "eu-west-1"}], "eu-west-1"),
        ([{"region": "${var.unset}"}], ""),
        ([], ""),
    ],
)
def test_the_region_is_that_of_the_provider_without_an_alias(provider: Any, region: str) -> None:
    assert read({}, provider={"aws": provider}).region == region
