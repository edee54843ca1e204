"""The alarm topic: who may publish, and who is told."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_constructs.alarm_topic import AlarmTopic
from aeolus_constructs.encryption_key import EncryptionKey
from support.render import DEPLOYMENT, Rendered, policy, render_construct, resources, the


def render(email: str | None = None) -> Rendered:
    def build(stack: Any) -> None:
        key = EncryptionKey(stack, "key", deployment=DEPLOYMENT)
        AlarmTopic(stack, "topic", deployment=DEPLOYMENT, encryption_key=key, email=email)

    return render_construct(build)


@pytest.fixture(scope="module")
def rendered() -> Rendered:
    return render("team@example.com")


def test_is_encrypted_with_the_key_that_alarms_may_use(rendered: Rendered) -> None:
    topic = the(rendered, "aws_sns_topic")
    assert topic["name"] == "aeolus-test-alarms"
    assert topic["kms_master_key_id"].startswith("${aws_kms_key.")


@pytest.mark.parametrize(
    ("sid", "service", "source"),
    [("Alarms", "cloudwatch", "alarm:*"), ("Events", "events", "rule/*")],
)
def test_alarms_and_rules_of_this_account_publish(
    rendered: Rendered, sid: str, service: str, source: str
) -> None:
    (statement,) = (
        each for each in policy(the(rendered, "aws_sns_topic_policy")) if each["Sid"] == sid
    )
    assert statement["Action"] == ["sns:Publish"]
    assert statement["Principal"] == {"Service": f"{service}.amazonaws.com"}
    assert statement["Condition"] == {
        "StringEquals": {"aws:SourceAccount": "123456789012"},
        "ArnLike": {"aws:SourceArn": f"arn:aws:{service}:us-east-1:123456789012:{source}"},
    }


def test_nobody_publishes_in_the_clear(rendered: Rendered) -> None:
    (denied,) = (
        each for each in policy(the(rendered, "aws_sns_topic_policy")) if each["Effect"] == "Deny"
    )
    assert denied["Principal"] == "*"
    assert denied["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_an_email_address_is_subscribed(rendered: Rendered) -> None:
    subscription = the(rendered, "aws_sns_topic_subscription")
    assert (subscription["protocol"], subscription["endpoint"]) == ("email", "team@example.com")


def test_nobody_is_subscribed_by_default() -> None:
    assert resources(render(), "aws_sns_topic_subscription") == {}
