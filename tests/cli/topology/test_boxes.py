"""What is written in a box."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_cli.topology.boxes import boxes
from aeolus_cost.reading.synthesized import read_configuration


def lines(**resources: Any) -> dict[str, tuple[str, ...]]:
    found = boxes(read_configuration("test", {"resource": resources}))
    return {node.key: node.lines[1:] for node in found}


TEMPLATE = "${aws_launch_template.t.id}"


@pytest.mark.parametrize(
    ("sizes", "says"), [((2, 2), "2 × m7g.large"), ((0, 6), "0–6 × m7g.large")]
)
def test_a_group_says_its_size_and_its_type(sizes: tuple[int, int], says: str) -> None:
    least, most = sizes
    found = lines(
        aws_autoscaling_group={
            "g": {"min_size": least, "max_size": most, "launch_template": {"id": TEMPLATE}}
        },
        aws_launch_template={"t": {"instance_type": "m7g.large"}},
    )
    assert found["aws_autoscaling_group.g"] == (says,)


@pytest.mark.parametrize(
    ("distribution", "says"),
    [
        ({}, ()),
        ({"on_demand_percentage_above_base_capacity": 100}, ()),
        ({"on_demand_percentage_above_base_capacity": 0}, ("Spot",)),
        (
            {"on_demand_percentage_above_base_capacity": 0, "on_demand_base_capacity": 1},
            ("Spot and on demand",),
        ),
        ({"on_demand_percentage_above_base_capacity": 40}, ("Spot and on demand",)),
    ],
)
def test_a_mixed_group_says_its_alternatives_and_whether_it_is_spot(
    distribution: dict[str, int], says: tuple[str, ...]
) -> None:
    template = {
        "launch_template_specification": {"launch_template_id": TEMPLATE},
        "override": [{"instance_type": "m7g.large"}, {"instance_type": "m6g.large"}],
    }
    policy = {"launch_template": template, "instances_distribution": distribution}
    found = lines(
        aws_autoscaling_group={
            "g": {"min_size": 1, "max_size": 4, "mixed_instances_policy": policy}
        },
        aws_launch_template={"t": {"instance_type": "t3.micro"}},
    )
    assert found["aws_autoscaling_group.g"] == ("1–4 × m7g.large or m6g.large", *says)


def test_a_database_says_its_engine_class_and_zones() -> None:
    body = {"engine": "postgres", "engine_version": "17", "instance_class": "db.t4g.small"}
    assert lines(aws_db_instance={"d": body}) == {
        "aws_db_instance.d": ("postgres 17, db.t4g.small",)
    }
    assert lines(aws_db_instance={"d": {**body, "multi_az": True}}) == {
        "aws_db_instance.d": ("postgres 17, db.t4g.small", "Multi-AZ")
    }


def test_a_cache_says_how_many_nodes_it_has() -> None:
    body = {"engine": "valkey", "node_type": "cache.t4g.micro", "num_cache_clusters": 2}
    assert lines(aws_elasticache_replication_group={"c": body}) == {
        "aws_elasticache_replication_group.c": ("valkey", "2 × cache.t4g.micro")
    }


def test_a_broker_says_its_engine_and_its_size() -> None:
    body = {"engine_type": "RabbitMQ", "host_instance_type": "mq.m7g.medium"}
    assert lines(aws_mq_broker={"b": body}) == {"aws_mq_broker.b": ("RabbitMQ", "mq.m7g.medium")}


def test_nat_gateways_are_one_box_however_many() -> None:
    assert lines(aws_nat_gateway={"a": {}, "b": {}, "c": {}}) == {
        "aws_nat_gateway": ("3 gateways",)
    }
    assert lines(aws_nat_gateway={"a": {}}) == {"aws_nat_gateway": ("1 gateway",)}


def test_what_is_not_known_yet_is_a_question_mark() -> None:
    body = {"engine": "${var.engine}", "instance_class": "db.t4g.small"}
    assert lines(aws_db_instance={"d": body}) == {"aws_db_instance.d": ("?, db.t4g.small",)}


def test_a_block_that_is_not_known_yet_leaves_the_name_alone() -> None:
    body = {"min_size": 1, "max_size": 2, "mixed_instances_policy": "${var.policy}"}
    assert lines(aws_autoscaling_group={"g": body}) == {"aws_autoscaling_group.g": ()}
