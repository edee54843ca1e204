"""Rules as a HAProxy that runs follows them."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.services.load_balancer.conftest import Place, forward
from support.machines import needs_machines, until
from support.web import Answer

pytestmark = [pytest.mark.sandbox, needs_machines]


def says(text: str) -> dict[str, Any]:
    """Return the action that answers with a text."""
    fixed = {"StatusCode": "200", "ContentType": "text/plain", "MessageBody": text}
    return {"Type": "fixed-response", "FixedResponseConfig": fixed}


# By what they are told by: conditions, each a field with its configuration.
RULES: list[tuple[Any, list[tuple[str, str, Any]]]] = [
    (says("path"), [("path-pattern", "PathPatternConfig", {"Values": ["/img/*", "/a?c"]})]),
    (says("host"), [("host-header", "HostHeaderConfig", {"Values": ["*.example.com"]})]),
    (
        says("header"),
        [
            (
                "http-header",
                "HttpHeaderConfig",
                {"HttpHeaderName": "X-Kind", "Values": ["a \"b\" $c 'd'*"]},
            )
        ],
    ),
    (
        says("query"),
        [
            (
                "query-string",
                "QueryStringConfig",
                {"Values": [{"Key": "ver(s),+'i'+$on", "Value": "v1*"}, {"Value": "any"}]},
            )
        ],
    ),
    (
        says("both"),
        [
            ("path-pattern", "PathPatternConfig", {"Values": ["/both"]}),
            ("http-request-method", "HttpRequestMethodConfig", {"Values": ["GET"]}),
            ("source-ip", "SourceIpConfig", {"Values": ["169.254.0.0/16", "198.18.0.0/15"]}),
        ],
    ),
    (
        says("nobody"),
        [
            ("path-pattern", "PathPatternConfig", {"Values": ["/nobody"]}),
            ("source-ip", "SourceIpConfig", {"Values": ["192.0.2.0/24"]}),
        ],
    ),
    (
        {
            "Type": "redirect",
            "RedirectConfig": {
                "StatusCode": "HTTP_301",
                "Protocol": "HTTPS",
                "Port": "443",
                "Path": "/new/#{path}",
            },
        },
        [("path-pattern", "PathPatternConfig", {"Values": ["/old*"]})],
    ),
]


@pytest.fixture(scope="module")
def balancer(place: Place) -> Any:
    """Return a load balancer with all those rules, first with the priority that comes last."""
    elbv2 = place.client("elbv2")
    body = {"StatusCode": "418", "ContentType": "application/json", "MessageBody": '{\n"a": "$b"}'}
    made = place.balancer("rules", {"Type": "fixed-response", "FixedResponseConfig": body})
    [listener] = elbv2.describe_listeners(LoadBalancerArn=made["LoadBalancerArn"])["Listeners"]
    for number, (action, conditions) in reversed(list(enumerate(RULES, 1))):
        elbv2.create_rule(
            ListenerArn=listener["ListenerArn"],
            Priority=number,
            Conditions=[{"Field": name, config: value} for name, config, value in conditions],
            Actions=[action],
        )
    until(lambda: place.everywhere(made, "/img/a") == {"path"}, "its first rule holds")
    return made


@pytest.mark.parametrize(
    ("path", "headers", "said"),
    [
        ("/img/a/b", {}, "path"),
        ("/abc", {}, "path"),
        ("/abc", {"Host": "www.example.com"}, "path"),
        ("/", {"Host": "WWW.example.com:80"}, "host"),
        ("/", {"X-Kind": "A \"b\" $C 'd' e"}, "header"),
        ("/?a=b&VER(s),+'i'+$on=v12", {}, "query"),
        ("/?x=any", {}, "query"),
        ("/both", {}, "both"),
    ],
)
def test_the_first_rule_decides_whose_conditions_are_all_met(
    place: Place, balancer: Any, path: str, headers: dict[str, str], said: str
) -> None:
    answer = place.ask(balancer, path, headers=headers)
    assert (answer.status, answer.body) == (200, said)


@pytest.mark.parametrize("path", ["/", "/IMG/a", "/abbc", "/?version=v2", "/nobody"])
def test_what_meets_none_is_answered_as_the_listener_says(
    place: Place, balancer: Any, path: str
) -> None:
    answer = place.ask(balancer, path)
    assert (answer.status, answer.body) == (418, '{\n"a": "$b"}')
    assert answer.headers["content-type"] == "application/json"


def moved(answer: Answer) -> tuple[int, str]:
    """Return where an answer leads."""
    return answer.status, answer.headers["location"]


def test_a_redirect_keeps_what_it_is_not_told_to_change(place: Place, balancer: Any) -> None:
    host = balancer["DNSName"].lower()
    answer = place.ask(balancer, "/old/a%20b?c=d&e")
    assert moved(answer) == (301, f"https://{host}:443/new/old/a%20b?c=d&e")
    assert moved(place.ask(balancer, "/old")) == (301, f"https://{host}:443/new/old")


def test_requests_are_shared_out_by_weight(place: Place, targets: list[str]) -> None:
    first, second = (place.group(f"weight-{number}", one) for number, one in enumerate(targets))
    action = forward(first, second)
    action["ForwardConfig"]["TargetGroups"][1]["Weight"] = 0
    balancer = place.balancer("weights", action)
    until(lambda: place.ask(balancer).status == 200, "it answers")
    assert {place.ask(balancer).body.split()[0] for _ in range(6)} == {targets[0]}
    elbv2 = place.client("elbv2")
    [listener] = elbv2.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]
    elbv2.modify_listener(
        ListenerArn=listener["ListenerArn"], DefaultActions=[forward(first, second)]
    )
    seen = set[str]()

    def both() -> bool:
        seen.add(place.ask(balancer).body.split()[0])
        return seen == set(targets)

    until(both, "both groups are reached")
