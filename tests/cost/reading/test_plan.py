"""A plan: values after apply, what is not known yet, modules, copies."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_cost.reading.plan import is_plan, read_plan
from aeolus_cost.reading.values import UnknownValueError


def planned(address: str, **values: Any) -> dict[str, Any]:
    type_, name = address.split(".")[-2:]
    index = {"index": int(name[:-1].split("[")[1])} if "[" in name else {}
    name = name.partition("[")[0]
    shape = {"address": address, "mode": "managed", "type": type_, "name": name}
    return {**shape, **index, "values": values}


def document(
    resources: list[dict[str, Any]],
    *,
    children: list[dict[str, Any]] | None = None,
    configuration: dict[str, Any] | None = None,
    changes: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    root = {"resources": resources, "child_modules": children or []}
    return {
        "format_version": "1.2",
        "planned_values": {"root_module": root},
        "resource_changes": changes or [],
        "configuration": configuration or {},
    }


def test_a_plan_is_told_from_other_json() -> None:
    assert is_plan(document([]))
    assert not is_plan({"resource": {}})
    assert not is_plan({"format_version": "1.0", "values": {}})  # a state
    assert not is_plan({"format_version": "1.0", "planned_values": []})


def test_values_are_those_after_apply() -> None:
    (resource,) = read_plan("p", document([planned("aws_eip.a", domain="vpc")])).resources
    assert (resource.address, resource.path) == ("aws_eip.a", ("a",))
    assert resource.values.text("domain") == "vpc"


def test_data_sources_are_no_resources() -> None:
    data = {**planned("aws_ami.x"), "address": "data.aws_ami.x", "mode": "data"}
    assert read_plan("p", document([data])).resources == ()


def test_what_is_known_after_apply_is_told() -> None:
    change = {"address": "aws_eip.a", "change": {"after_unknown": {"public_ip": True}}}
    (resource,) = read_plan("p", document([planned("aws_eip.a")], changes=[change])).resources
    with pytest.raises(UnknownValueError, match="public_ip is known only after apply"):
        resource.values.text("public_ip")


def test_modules_and_copies_are_in_the_address_and_the_path() -> None:
    child = {"resources": [planned("module.net[0].aws_eip.a[1]")]}
    (resource,) = read_plan("p", document([], children=[child])).resources
    assert resource.address == "module.net[0].aws_eip.a[1]"
    assert resource.path == ("net[0]", "a[1]")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("airflow_workers_default_group_748860E3", ("airflow", "workers", "default", "group")),
        ("airflow_flow-logs_log_9B19628A", ("airflow", "flow-logs", "log")),
        ("web_server", ("web_server",)),
        ("web_0A1B2C3D", ("web_0A1B2C3D",)),
        ("web_server_deadbeef", ("web_server_deadbeef",)),
    ],
)
def test_constructs_are_read_from_the_names_that_cdktf_makes(
    name: str, path: tuple[str, ...]
) -> None:
    (resource,) = read_plan("p", document([planned(f"aws_eip.{name}")])).resources
    assert resource.path == path


@pytest.mark.parametrize(
    ("references", "linked"),
    [
        (["aws_eip.a[0].id", "aws_eip.a[0]", "aws_eip.a"], ["0"]),
        (["aws_eip.a", "count.index"], ["0", "1"]),
        (["var.a.b", "data.aws_eip.a.id", "local.a"], []),
    ],
    ids=["one copy", "all copies", "no resource"],
)
def test_a_reference_links_within_its_module(references: list[str], linked: list[str]) -> None:
    child = {
        "resources": [
            planned("module.net.aws_nat_gateway.n"),
            planned("module.net.aws_eip.a[0]"),
            planned("module.net.aws_eip.a[1]"),
        ]
    }
    expressions = {"allocation_id": {"references": references}}
    module = {"resources": [{"address": "aws_nat_gateway.n", "expressions": expressions}]}
    configuration = {"root_module": {"module_calls": {"net": {"module": module}}}}
    stack = read_plan("p", document([], children=[child], configuration=configuration))
    (gateway,) = stack.of_type("aws_nat_gateway")
    found = stack.linked(gateway, "allocation_id", "aws_eip")
    assert [each.address for each in found] == [f"module.net.aws_eip.a[{n}]" for n in linked]


@pytest.mark.parametrize(
    ("expression", "region"),
    [
        ({"constant_value": "eu-west-1"}, "eu-west-1"),
        ({"references": ["var.region"]}, "eu-west-3"),
        ({"references": ["data.aws_region.x"]}, ""),
        ({}, ""),
    ],
)
def test_the_region_is_the_providers(expression: dict[str, Any], region: str) -> None:
    provider = {"aws": {"expressions": {"region": expression}}}
    plan = document([], configuration={"provider_config": provider})
    assert (
        read_plan("p", {**plan, "variables": {"region": {"value": "eu-west-3"}}}).region == region
    )
