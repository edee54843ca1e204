"""What the Elastic Load Balancing API answers, as the parts of a load balancer."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_sandbox.services.load_balancer import answers
from aeolus_sandbox.services.load_balancer.balancer import (
    Action,
    Condition,
    FixedResponse,
    Forward,
    HealthCheck,
    Redirect,
)

GROUP = "targetgroup/pages/1"
FORWARD = {"Type": "forward", "TargetGroupArn": GROUP}


def test_rules_are_tried_by_priority_and_the_default_one_last() -> None:
    told = [
        {
            "Priority": priority,
            "Conditions": [{"Field": "path-pattern", "Values": [f"/{priority}"]}],
        }
        for priority in ("20", "default", "3")
    ]
    rules = answers.rules({"Rules": [{**one, "Actions": [FORWARD]} for one in told]})
    assert [rule.conditions[0].values for rule in rules] == [("/3",), ("/20",), ("/default",)]


@pytest.mark.parametrize(
    ("told", "condition"),
    [
        (
            {"Field": "host-header", "HostHeaderConfig": {"Values": ["a.test"]}},
            Condition("host-header", ("a.test",)),
        ),
        (
            {
                "Field": "http-header",
                "HttpHeaderConfig": {"HttpHeaderName": "X-A", "Values": ["b*"]},
            },
            Condition("http-header", ("b*",), "X-A"),
        ),
        (
            {
                "Field": "query-string",
                "QueryStringConfig": {"Values": [{"Key": "a", "Value": "b"}, {"Value": "c"}]},
            },
            Condition("query-string", pairs=(("a", "b"), ("", "c"))),
        ),
    ],
)
def test_a_condition_has_what_its_field_is_to_match(told: Any, condition: Condition) -> None:
    rule = {"Priority": "1", "Conditions": [told], "Actions": [FORWARD]}
    [read] = answers.rules({"Rules": [rule]})
    assert read.conditions == [condition]


@pytest.mark.parametrize(
    ("told", "action"),
    [
        ([FORWARD], Forward(((GROUP, 1),))),
        (
            [
                {
                    "Type": "forward",
                    "ForwardConfig": {
                        "TargetGroups": [
                            {"TargetGroupArn": "a", "Weight": 3},
                            {"TargetGroupArn": "b", "Weight": 0},
                        ]
                    },
                }
            ],
            Forward((("a", 3), ("b", 0))),
        ),
        (
            [{"Type": "redirect", "RedirectConfig": {"StatusCode": "HTTP_302", "Host": "a.test"}}],
            Redirect(302, host="a.test"),
        ),
        (
            [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}],
            FixedResponse(404),
        ),
    ],
)
def test_an_action_is_what_a_load_balancer_does(told: Any, action: Action) -> None:
    assert answers.action(told) == action


def test_what_would_authenticate_first_is_refused_and_not_let_through() -> None:
    refused = answers.action([{"Type": "authenticate-oidc"}, FORWARD])
    assert isinstance(refused, FixedResponse)
    assert refused.status == 501


def test_a_health_check_is_made_where_traffic_goes_unless_it_has_a_port() -> None:
    told = {
        "HealthCheckProtocol": "TCP",
        "HealthCheckPort": "traffic-port",
        "HealthCheckIntervalSeconds": 10,
        "HealthCheckTimeoutSeconds": 6,
        "HealthyThresholdCount": 3,
        "UnhealthyThresholdCount": 4,
    }
    check = HealthCheck("TCP", None, "/", "200", 10.0, 6.0, 3, 4)
    assert answers.health_check(told) == check
    assert answers.health_check({**told, "HealthCheckPort": "8081"}).port == 8081
    grpc = {**told, "HealthCheckProtocol": "HTTP", "ProtocolVersion": "GRPC"}
    assert answers.health_check(grpc) == check


@pytest.mark.parametrize(
    ("policy", "oldest"),
    [
        ("ELBSecurityPolicy-TLS13-1-3-2021-06", "TLSv1.3"),
        ("ELBSecurityPolicy-TLS13-1-2-2021-06", "TLSv1.2"),
        ("ELBSecurityPolicy-2016-08", "TLSv1.2"),
    ],
)
def test_a_security_policy_says_which_version_of_tls_is_the_oldest(
    policy: str, oldest: str
) -> None:
    assert answers.oldest_tls(policy) == oldest
