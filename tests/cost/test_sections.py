"""Branches of a preview: by construct, else by module, else by family."""

from __future__ import annotations

import pytest

from aeolus_cost.reading.stack import Resource
from aeolus_cost.reading.values import Values
from aeolus_cost.sections import by_section, label_of, section_of
from support.pricing import priced


def resource(*path: str, type_: str = "aws_nat_gateway") -> Resource:
    return Resource(f"{type_}.x", type_, path, Values({}))


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("airflow/foundation/network/internet/nat-us-east-1a", "network"),
        ("airflow/foundation/secrets/fernet-key/secret", "secrets and storage"),
        ("airflow/metastore/instance", "metastore"),
        ("airflow/broker/group", "broker"),
        ("airflow/masters/group/group", "masters"),
        ("airflow/workers/broker/group/group", "worker groups"),
        ("airflow/web/load-balancer/load-balancer", "load balancers"),
        ("airflow/execution/load-balancer/load-balancer", "load balancers"),
        ("airflow/observability/topic", "observability"),
    ],
)
def test_our_constructs_have_branches_by_name(path: str, section: str) -> None:
    assert section_of(resource(*path.split("/"))) == section


def test_other_stacks_go_by_module_else_by_family() -> None:
    assert section_of(resource("vpc", "this")) == "vpc"
    assert section_of(resource("this")) == "network"
    assert section_of(resource("this", type_="aws_unheard_of")) == "other"


def test_a_label_leaves_out_what_repeats() -> None:
    assert label_of(resource("airflow", "masters", "group", "group")) == "masters/group"
    assert label_of(resource("this")) == "aws_nat_gateway.x"


def test_branches_come_in_one_order_whatever_the_stacks() -> None:
    paths = {"z": "x/airflow/workers/a", "y": "x/other/thing", "a": "x/airflow/network/b"}
    bodies = {name: {"//": {"metadata": {"path": path}}} for name, path in paths.items()}
    found = by_section(priced({"aws_nat_gateway": bodies}))
    assert list(found) == ["network", "worker groups", "other"]
