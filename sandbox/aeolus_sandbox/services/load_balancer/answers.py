"""What the Elastic Load Balancing API answers, as the parts of a load balancer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from aeolus_sandbox.services.load_balancer.balancer import (
    Action,
    Condition,
    FixedResponse,
    Forward,
    HealthCheck,
    Redirect,
    Rule,
)

Answer = Mapping[str, Any]

# Where the values of a condition are, by its field.
_CONFIGS = {
    "host-header": "HostHeaderConfig",
    "path-pattern": "PathPatternConfig",
    "http-header": "HttpHeaderConfig",
    "http-request-method": "HttpRequestMethodConfig",
    "query-string": "QueryStringConfig",
    "source-ip": "SourceIpConfig",
}
# What answers for actions that cannot be taken here.
NOT_HERE = FixedResponse(501, body="This action does not run here")


def rules(answer: Answer) -> list[Rule]:
    """Return the rules of a listener in the order in which they are tried."""
    ordered = sorted(answer["Rules"], key=_priority)
    return [
        Rule([_condition(one) for one in rule.get("Conditions", [])], action(rule["Actions"]))
        for rule in ordered
    ]


def _priority(rule: Answer) -> float:
    return float("inf") if rule["Priority"] == "default" else float(rule["Priority"])


def _condition(condition: Answer) -> Condition:
    field = condition["Field"]
    config = condition.get(_CONFIGS[field], {})
    values = config.get("Values") or condition.get("Values", [])
    if field == "query-string":
        pairs = tuple((one.get("Key", ""), one["Value"]) for one in values)
        return Condition(field, pairs=pairs)
    return Condition(field, tuple(values), config.get("HttpHeaderName", ""))


def action(actions: list[Answer]) -> Action:
    """Return the last action, which answers; those before it would authenticate."""
    if len(actions) != 1:
        return NOT_HERE
    [one] = actions
    match one["Type"]:
        case "forward":
            return Forward(tuple(_weighted(one)))
        case "redirect":
            config = one["RedirectConfig"]
            parts = ("Protocol", "Host", "Port", "Path", "Query")
            given = {part.lower(): config[part] for part in parts if part in config}
            return Redirect(status=int(config["StatusCode"].removeprefix("HTTP_")), **given)
        case "fixed-response":
            config = one["FixedResponseConfig"]
            return FixedResponse(
                int(config["StatusCode"]),
                config.get("ContentType") or "text/plain",
                config.get("MessageBody") or "",
            )
        case _:
            return NOT_HERE


def _weighted(forward: Answer) -> Iterator[tuple[str, int]]:
    groups = forward.get("ForwardConfig", {}).get("TargetGroups")
    for group in groups or [{"TargetGroupArn": forward["TargetGroupArn"]}]:
        yield group["TargetGroupArn"], int(group.get("Weight", 1))


def health_check(group: Answer) -> HealthCheck:
    """Return how a target group says that its targets are checked."""
    port = group.get("HealthCheckPort", "traffic-port")
    # Of targets that speak HTTP/2 alone it is known only whether they can be reached.
    reached = group.get("ProtocolVersion", "HTTP1") != "HTTP1"
    return HealthCheck(
        protocol="TCP" if reached else group["HealthCheckProtocol"],
        port=int(port) if port.isdecimal() else None,
        path=group.get("HealthCheckPath") or "/",
        matcher=group.get("Matcher", {}).get("HttpCode", "200"),
        interval_s=float(group["HealthCheckIntervalSeconds"]),
        timeout_s=float(group["HealthCheckTimeoutSeconds"]),
        healthy_threshold=int(group["HealthyThresholdCount"]),
        unhealthy_threshold=int(group["UnhealthyThresholdCount"]),
    )


def oldest_tls(policy: str) -> str:
    """Return the oldest version of TLS that a security policy allows, of those that run here.

    Application Load Balancers User Guide, "Security policies".
    """
    return "TLSv1.3" if policy.startswith("ELBSecurityPolicy-TLS13-1-3") else "TLSv1.2"
