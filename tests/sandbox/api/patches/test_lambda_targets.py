"""EventBridge and SNS: Lambda functions as targets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from aeolus_sandbox.api import event_targets
from aeolus_sandbox.api.functions import deliveries
from aeolus_sandbox.api.patches.lambda_targets import PATCH, notification

FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:greet"
ORDER = {"Source": "shop", "DetailType": "Order", "Detail": '{"id": 7}'}


@pytest.fixture
def delivered(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, Any]]]:
    """Collect what would be delivered to functions, patched."""
    events: list[tuple[str, Any]] = []
    monkeypatch.setattr(deliveries, "deliver", lambda arn, event: events.append((arn, event)))
    with PATCH.applied():
        yield events


def _rule(client: Any, **target: Any) -> Any:
    events = client("events")
    events.put_rule(Name="order", EventPattern=json.dumps({"source": ["shop"]}))
    events.put_targets(Rule="order", Targets=[{"Id": "greet", "Arn": FUNCTION, **target}])
    return events


def test_moto_cannot_deliver_an_event_to_a_function(client: Any) -> None:
    with pytest.raises(NotImplementedError):
        _rule(client).put_events(Entries=[ORDER])


def test_a_matching_event_is_delivered_as_aws_writes_it(client: Any, delivered: Any) -> None:
    _rule(client).put_events(Entries=[ORDER])
    [(arn, event)] = delivered
    assert arn == FUNCTION
    assert (event["source"], event["detail-type"], event["detail"]) == ("shop", "Order", {"id": 7})
    assert event["time"].endswith("Z")


def test_an_event_that_does_not_match_is_not(client: Any, delivered: Any) -> None:
    _rule(client).put_events(Entries=[{**ORDER, "Source": "another"}])
    assert delivered == []


def test_a_disabled_rule_delivers_nothing(client: Any, delivered: Any) -> None:
    events = _rule(client)
    events.disable_rule(Name="order")
    events.put_events(Entries=[ORDER])
    assert delivered == []


def test_a_schedule_is_not_matched_by_events(client: Any, delivered: Any) -> None:
    events = client("events")
    events.put_rule(Name="hourly", ScheduleExpression="rate(1 hour)")
    events.put_targets(Rule="hourly", Targets=[{"Id": "greet", "Arn": FUNCTION}])
    events.put_events(Entries=[ORDER])
    assert delivered == []


def test_a_targets_own_input_replaces_the_event(client: Any, delivered: Any) -> None:
    _rule(client, Input='{"fixed": true}').put_events(Entries=[ORDER])
    assert delivered == [(FUNCTION, {"fixed": True})]


def test_a_transformed_event_is_delivered(client: Any, delivered: Any) -> None:
    transformer = {"InputPathsMap": {"id": "$.detail.id"}, "InputTemplate": '{"order": <id>}'}
    _rule(client, InputTransformer=transformer).put_events(Entries=[ORDER])
    assert delivered == [(FUNCTION, {"order": 7})]


def test_other_targets_of_the_rule_get_the_event_too(client: Any, delivered: Any) -> None:
    events, sqs = _rule(client), client("sqs")
    url = sqs.create_queue(QueueName="orders")["QueueUrl"]
    queue = "arn:aws:sqs:eu-central-1:123456789012:orders"
    events.put_targets(Rule="order", Targets=[{"Id": "queue", "Arn": queue}])
    events.put_events(Entries=[ORDER])
    assert len(delivered) == 1
    assert len(sqs.receive_message(QueueUrl=url)["Messages"]) == 1


def _topic(client: Any, **attributes: str) -> tuple[Any, str]:
    sns = client("sns")
    topic: str = sns.create_topic(Name="alarms")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="lambda", Endpoint=FUNCTION, Attributes=attributes)
    return sns, topic


def test_a_published_message_is_delivered_with_its_topic(client: Any, delivered: Any) -> None:
    sns, topic = _topic(client)
    sns.publish(TopicArn=topic, Subject="ALARM", Message="busy")
    [(arn, event)] = delivered
    shown = event["Records"][0]["Sns"]
    assert arn == FUNCTION
    assert (shown["TopicArn"], shown["Subject"], shown["Message"]) == (topic, "ALARM", "busy")


def test_a_filter_policy_keeps_messages_back(client: Any, delivered: Any) -> None:
    sns, topic = _topic(client, FilterPolicy='{"severity": ["high"]}')
    sns.publish(TopicArn=topic, Message="calm")
    assert delivered == []


def test_a_notification_has_the_form_that_lambda_documents() -> None:
    record = notification("arn:topic", "busy", None)["Records"][0]
    assert (record["EventSource"], record["Sns"]["Type"]) == ("aws:sns", "Notification")


def test_a_target_that_fails_keeps_the_event_from_no_other(client: Any, delivered: Any) -> None:
    events, sqs = _rule(client), client("sqs")
    dead = sqs.create_queue(QueueName="dead")["QueueUrl"]
    gone = {
        "Id": "a-gone",
        "Arn": "arn:aws:sqs:eu-central-1:123456789012:gone",
        "DeadLetterConfig": {"Arn": "arn:aws:sqs:eu-central-1:123456789012:dead"},
    }
    events.remove_targets(Rule="order", Ids=["greet"])
    events.put_targets(Rule="order", Targets=[gone, {"Id": "greet", "Arn": FUNCTION}])
    events.put_events(Entries=[ORDER])
    assert len(delivered) == 1
    [message] = sqs.receive_message(QueueUrl=dead)["Messages"]
    assert json.loads(message["Body"])["detail"] == {"id": 7}


def test_an_event_tells_its_account(client: Any, delivered: Any) -> None:
    _rule(client).put_events(Entries=[ORDER])
    assert delivered[0][1]["account"] == "123456789012"


def test_a_part_of_the_event_is_delivered_by_its_path(client: Any, delivered: Any) -> None:
    _rule(client, InputPath="$.detail").put_events(Entries=[ORDER])
    assert delivered == [(FUNCTION, {"id": 7})]


def test_a_topic_gets_the_event(client: Any, delivered: Any) -> None:
    events, (_, topic) = _rule(client), _topic(client)
    events.put_targets(Rule="order", Targets=[{"Id": "topic", "Arn": topic}])
    events.put_events(Entries=[ORDER])
    messages = [event for _, event in delivered if "Records" in event]
    assert json.loads(messages[0]["Records"][0]["Sns"]["Message"])["detail"] == {"id": 7}


def test_duplicates_come_when_they_are_asked_for(
    client: Any, delivered: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_targets.delivering, "twice", True)
    _rule(client).put_events(Entries=[ORDER])
    first, second = delivered
    assert first == second
