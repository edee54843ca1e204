"""What a picture holds, and who is joined to whom in it."""

from __future__ import annotations

import functools
import json
from typing import Any

import pytest

from aeolus_cli.topology.drawing import picture
from aeolus_cli.topology.picture import Picture
from aeolus_cost.reading.plan import read_plan
from aeolus_cost.reading.read import read_synthesized
from aeolus_cost.reading.synthesized import read_configuration
from support.synthesized import shipped_stacks


def drawn(**resources: Any) -> Picture:
    return picture(read_configuration("test", {"resource": resources}))


@functools.cache
def shipped() -> dict[str, Picture]:
    """Return the pictures of the environments that are shipped, by name."""
    return {name: picture(each) for name, each in read_synthesized(shipped_stacks()).items()}


def shown(name: str) -> Picture:
    return shipped()[name]


def edges(of: Picture) -> set[str]:
    """Return the edges as a reader sees them, by the names in the boxes."""
    names = {node.key: node.lines[0] for node in of.nodes}
    names |= {crew.key: "machines" for crew in of.crews}
    return {
        f"{names[each.source]} {'-' if each.by_network else '.'}{each.label}> {names[each.target]}"
        for each in of.edges
    }


def group(name: str) -> str:
    return f"${{aws_security_group.{name}.id}}"


def rule(target: str, port: int, **source: Any) -> dict[str, Any]:
    ports = {"from_port": port, "to_port": port, "ip_protocol": "tcp"}
    return {"security_group_id": group(target), **ports, **source}


WEB = {"web": {"security_groups": [group("web")]}}
DATABASE = {"db": {"engine": "postgres", "vpc_security_group_ids": [group("db")]}}
GROUPS: dict[str, Any] = {"web": {}, "db": {}}


def test_a_rule_between_two_groups_joins_what_has_them() -> None:
    found = drawn(
        aws_lb=WEB,
        aws_db_instance=DATABASE,
        aws_security_group=GROUPS,
        aws_vpc_security_group_ingress_rule={
            "a": rule("db", 5432, referenced_security_group_id=group("web"))
        },
    )
    assert edges(found) == {"aws_lb.web -5432> aws_db_instance.db"}


def test_ports_of_one_pair_share_a_line_in_the_order_of_numbers() -> None:
    rules = {
        "a": rule("web", 8080, cidr_ipv4="10.0.0.0/8"),
        "b": rule("web", 443, cidr_ipv4="10.0.0.0/8"),
        "c": rule("web", 80, cidr_ipv4="10.0.0.0/8"),
    }
    found = drawn(aws_lb=WEB, aws_security_group=GROUPS, aws_vpc_security_group_ingress_rule=rules)
    assert edges(found) == {"10.0.0.0/8 -80, 443, 8080> aws_lb.web"}


def test_everybody_is_the_internet_by_either_protocol() -> None:
    rules = {"a": rule("web", 443, cidr_ipv4="0.0.0.0/0"), "b": rule("web", 443, cidr_ipv6="::/0")}
    found = drawn(aws_lb=WEB, aws_security_group=GROUPS, aws_vpc_security_group_ingress_rule=rules)
    assert edges(found) == {"Internet -443> aws_lb.web"}


def test_a_rule_for_a_group_that_nothing_drawn_has_opens_nothing_to_the_outside() -> None:
    rules = {"a": rule("web", 443, referenced_security_group_id=group("db"))}
    found = drawn(aws_lb=WEB, aws_security_group=GROUPS, aws_vpc_security_group_ingress_rule=rules)
    assert edges(found) == set()


def test_a_rule_without_ports_opens_all() -> None:
    rules = {
        "a": {"security_group_id": group("web"), "ip_protocol": "-1", "cidr_ipv4": "0.0.0.0/0"}
    }
    found = drawn(aws_lb=WEB, aws_security_group=GROUPS, aws_vpc_security_group_ingress_rule=rules)
    assert edges(found) == {"Internet -all> aws_lb.web"}


def test_without_a_rule_nothing_is_joined() -> None:
    assert not drawn(aws_lb=WEB, aws_db_instance=DATABASE, aws_security_group=GROUPS).edges


@pytest.mark.parametrize(
    ("arn", "joined"),
    [
        ("arn:aws:elasticache:us-east-1:123456789012:replicationgroup:shop", True),
        ("${aws_elasticache_replication_group.cache.arn}", True),
        ("arn:aws:elasticache:us-east-1:123456789012:replicationgroup:shop-2", False),
        ("arn:aws:elasticache:us-east-1:123456789012:replicationgroup:*", False),
        ("arn:aws:rds:us-east-1:123456789012:db:shop", False),
    ],
)
def test_a_policy_joins_what_it_names_whether_by_reference_or_by_arn(
    arn: str, joined: bool
) -> None:
    policy = {"Statement": [{"Effect": "Allow", "Action": "elasticache:*", "Resource": [arn]}]}
    found = drawn(
        aws_lambda_function={"f": {"role": "${aws_iam_role.r.arn}"}},
        aws_iam_role={"r": {}},
        aws_iam_role_policy={
            "p": {"role": "${aws_iam_role.r.id}", "policy": json.dumps(policy)},
        },
        aws_elasticache_replication_group={"cache": {"replication_group_id": "shop"}},
    )
    expected = {"aws_lambda_function.f .> aws_elasticache_replication_group.cache"}
    assert edges(found) == (expected if joined else set())


def test_prod_is_drawn_as_it_is_built() -> None:
    found = shown("prod")
    assert edges(found) == {
        "203.0.113.0/24 -80, 443> web",
        "web -5555, 8080> masters",
        "web .logs> load-balancer-logs",
        "execution -8081> masters",
        "execution .logs> load-balancer-logs",
        "masters -8793> workers/default",
        "masters -8793> workers/heavy",
        "machines -443> execution",
        "machines -5432> metastore",
        "machines -6379> broker",
        "machines .> storage",
        "machines .> NAT",
        "NAT .> Internet",
        "secret-provisioner .> broker",
        "masters .> scheduler-failover",
        "scheduler-failover .> masters",
    }


def test_prods_tiers_are_told_apart_by_their_way_out() -> None:
    found = shown("prod")
    titles = {place.key: place.title for place in found.places}
    where = {node.lines[0]: titles.get(node.place, "") for node in found.nodes}
    assert where["web"] == where["NAT"] == "Public subnets, 3 zones"
    assert where["masters"] == where["execution"] == "Private subnets, out through NAT, 3 zones"
    assert where["metastore"] == where["broker"] == "Private subnets, no way out, 3 zones"
    assert where["storage"] == where["Internet"] == ""


def test_dev_is_one_machine_and_its_bucket() -> None:
    found = shown("dev")
    assert edges(found) == {"203.0.113.0/24 -80, 443> single-node", "single-node .> storage"}
    assert not found.crews, "one machine is no crew"


def test_every_edge_has_both_its_ends_in_the_picture() -> None:
    for found in shipped().values():
        known = {node.key for node in found.nodes} | {crew.key for crew in found.crews}
        assert {end for each in found.edges for end in (each.source, each.target)} <= known
        assert len(found.nodes) <= 25, "more cannot be read in a comment"


def test_what_a_plan_does_not_know_yet_is_left_out() -> None:
    resource = {"address": "aws_lb.web", "mode": "managed", "type": "aws_lb", "name": "web"}
    plan = {
        "format_version": "1.2",
        "planned_values": {"root_module": {"resources": [{**resource, "values": {}}]}},
        "resource_changes": [
            {"address": "aws_lb.web", "change": {"after_unknown": {"subnets": True}}}
        ],
    }
    (node,) = picture(read_plan("test", plan)).nodes
    assert node.lines == ("aws_lb.web", "load balancer, public")
