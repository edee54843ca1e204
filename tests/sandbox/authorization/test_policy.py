from __future__ import annotations

from typing import Any

import pytest

from aeolus_sandbox.authorization.policy import decide, statements
from aeolus_sandbox.authorization.request import Request
from aeolus_sandbox.errors import SandboxError

OBJECT = "arn:aws:s3:::bucket/reports/may"


def allowed(*found: dict[str, Any], **context: list[str]) -> bool:
    request = Request("s3:GetObject", OBJECT, context)
    return decide(statements({"Statement": list(found)}), request).allowed


def allow(**more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", **more}


def test_what_nothing_allows_is_denied_and_says_why() -> None:
    decision = decide([], Request("s3:GetObject", OBJECT))
    assert not decision.allowed
    assert decision.reason == "because no identity-based policy allows the s3:GetObject action"


def test_an_explicit_deny_wins_in_any_order() -> None:
    deny = {**allow(), "Effect": "Deny"}
    assert allowed(allow())
    assert not allowed(deny, allow())
    assert not allowed(allow(), deny)


def test_a_deny_of_something_else_changes_nothing() -> None:
    assert allowed(allow(), {**allow(Resource="arn:aws:s3:::other/*"), "Effect": "Deny"})


def test_actions_know_no_case_and_resources_do() -> None:
    assert allowed(allow(Action=["S3:get*"]))
    assert not allowed(allow(Action="s3:Put*"))
    assert allowed(allow(Resource="arn:aws:s3:::bucket/reports/*"))
    assert not allowed(allow(Resource="arn:aws:s3:::bucket/Reports/*"))


def test_not_action_and_not_resource_are_everything_else() -> None:
    every = {"Effect": "Allow", "Resource": "*"}
    assert allowed({**every, "NotAction": "iam:*"})
    assert not allowed({**every, "NotAction": "s3:Get*"})
    elsewhere = {"Effect": "Allow", "Action": "*"}
    assert allowed({**elsewhere, "NotResource": "arn:aws:s3:::other/*"})
    assert not allowed({**elsewhere, "NotResource": "arn:aws:s3:::bucket/*"})


def test_a_policy_variable_takes_the_value_of_the_request() -> None:
    own = allow(Resource="arn:aws:s3:::bucket/${aws:PrincipalTag/team}/*")
    tag = "aws:PrincipalTag/team"
    assert allowed(own, **{tag: ["reports"]})
    assert not allowed(own, **{tag: ["sales"]})
    assert not allowed(own)


@pytest.mark.parametrize(
    ("operator", "expected", "found", "holds"),
    [
        ("StringEquals", "a", ["a"], True),
        ("StringEquals", "a", ["A"], False),
        ("StringEquals", "a", None, False),
        ("StringEqualsIfExists", "a", None, True),
        ("StringNotEquals", "a", None, True),
        ("StringNotEquals", ["a", "b"], ["b"], False),
        ("StringLike", "re*", ["reports"], True),
        ("ArnLike", "arn:aws:sns:*:1:topic", ["arn:aws:sns:us-east-1:1:topic"], True),
        ("ArnLike", "arn:aws:*:topic", ["arn:aws:sns:us-east-1:1:topic"], False),
        ("Bool", True, ["true"], True),
        ("Bool", "false", ["true"], False),
        ("NumericLessThan", "10", ["9"], True),
        ("NumericLessThan", "10", ["many"], False),
        ("DateGreaterThan", "2024-01-01T00:00:00Z", ["2025-01-01T00:00:00Z"], True),
        ("IpAddress", "10.0.0.0/8", ["10.1.2.3"], True),
        ("NotIpAddress", "10.0.0.0/8", ["10.1.2.3"], False),
        ("Null", "true", None, True),
        ("Null", "true", ["a"], False),
        ("ForAllValues:StringEquals", ["a", "b"], ["a", "c"], False),
        ("ForAllValues:StringEquals", ["a"], None, True),
        ("ForAnyValue:StringEquals", ["a", "b"], ["a", "c"], True),
        ("ForAnyValue:StringEquals", ["a"], None, False),
    ],
)
def test_conditions(operator: str, expected: Any, found: list[str] | None, holds: bool) -> None:
    context = {} if found is None else {"aws:key": found}
    assert allowed(allow(Condition={operator: {"AWS:Key": expected}}), **context) == holds


def test_every_condition_must_hold() -> None:
    both = allow(Condition={"StringEquals": {"a": "1", "b": "2"}})
    assert allowed(both, a=["1"], b=["2"])
    assert not allowed(both, a=["1"], b=["3"])


def test_an_operator_that_iam_lacks_is_named() -> None:
    with pytest.raises(SandboxError, match="StringEqual of a policy"):
        allowed(allow(Condition={"StringEqual": {"a": "1"}}), a=["1"])


def unknown(*found: dict[str, Any]) -> bool:
    """Tell whether an action on what nobody knows is allowed."""
    return decide(
        statements({"Statement": list(found)}),
        Request("ec2:StopInstances", None, told=("aws:principal",)),
    ).allowed


def stop(**more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": "ec2:StopInstances", "Resource": "*", **more}


def test_what_an_action_is_about_may_be_unknown_which_harms_nobody() -> None:
    ours = "arn:aws:ec2:*:*:instance/i-1"
    assert unknown(stop(Resource=ours))
    assert not unknown(stop(Resource=ours, Action="ec2:StartInstances"))
    assert unknown(stop(), stop(Resource=ours, Effect="Deny"))
    assert not unknown(stop(), stop(Effect="Deny"))


def test_of_what_is_unknown_no_tag_is_held_against_it() -> None:
    tagged = {"StringEquals": {"aws:ResourceTag/project": "shop"}}
    assert unknown(stop(Condition=tagged))
    assert unknown(stop(), stop(Condition=tagged, Effect="Deny"))
    other = {**tagged, "StringLike": {"aws:PrincipalArn": "nobody"}}
    assert not unknown(stop(Condition=other))
