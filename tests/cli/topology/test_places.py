"""Where things stand."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_cli.topology.places import place_of, places
from aeolus_cost.reading.stack import Stack
from aeolus_cost.reading.synthesized import read_configuration

SUBNETS = {
    "a": {"availability_zone": "us-east-1a"},
    "b": {"availability_zone": "us-east-1b"},
}
IN_SUBNETS = {"subnets": ["${aws_subnet.a.id}", "${aws_subnet.b.id}"]}


def stack(**resources: Any) -> Stack:
    return read_configuration("test", {"resource": resources})


def routed(**route: str) -> dict[str, Any]:
    """Return two subnets with a table whose route leads to `route`."""
    table = "${aws_route_table.t.id}"
    return {
        "aws_subnet": SUBNETS,
        "aws_route_table": {"t": {}},
        "aws_route_table_association": {
            name: {"subnet_id": f"${{aws_subnet.{name}.id}}", "route_table_id": table}
            for name in SUBNETS
        },
        "aws_route": {"r": {"route_table_id": table, **route}},
        "aws_internet_gateway": {"g": {}},
        "aws_lb": {"lb": IN_SUBNETS},
    }


def title(of: Stack, type_: str = "aws_lb") -> str:
    (resource,) = of.of_type(type_)
    (place,) = places(of, [place_of(resource, of)])
    return place.title


@pytest.mark.parametrize(
    ("route", "says"),
    [
        ({"gateway_id": "${aws_internet_gateway.g.id}"}, "Public subnets, 2 zones"),
        (
            {"nat_gateway_id": "${aws_nat_gateway.n.id}"},
            "Private subnets, out through NAT, 2 zones",
        ),
        ({"vpc_peering_connection_id": "pcx-1"}, "Private subnets, no way out, 2 zones"),
    ],
)
def test_subnets_are_told_apart_by_where_their_routes_lead(
    route: dict[str, str], says: str
) -> None:
    assert title(stack(**routed(**route))) == says


def test_subnets_without_a_table_of_their_own_have_no_way_out() -> None:
    assert title(stack(aws_subnet={"a": {}}, aws_lb={"lb": IN_SUBNETS})) == (
        "Private subnets, no way out"
    )


@pytest.mark.parametrize(
    ("type_", "argument", "group"),
    [
        ("aws_db_instance", "db_subnet_group_name", "aws_db_subnet_group"),
        ("aws_elasticache_replication_group", "subnet_group_name", "aws_elasticache_subnet_group"),
    ],
)
def test_a_subnet_group_stands_for_its_subnets(type_: str, argument: str, group: str) -> None:
    resources = routed(gateway_id="${aws_internet_gateway.g.id}")
    resources[type_] = {"x": {argument: f"${{{group}.g.name}}"}}
    resources[group] = {"g": {"subnet_ids": ["${aws_subnet.a.id}"]}}
    assert title(stack(**resources), type_) == "Public subnets, 2 zones"


def test_subnets_of_a_network_that_exists_are_not_guessed_at() -> None:
    assert title(stack(aws_lb={"lb": {"subnets": ["subnet-0abc"]}})) == (
        "Subnets of a network that exists already"
    )


def test_what_names_no_subnet_stands_nowhere() -> None:
    of = stack(aws_s3_bucket={"b": {}})
    assert place_of(of.resources[0], of) == ""
