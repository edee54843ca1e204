"""Lifecycle hooks hold an instance until they are answered, or late; who asked is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from support.scaling import WEB, Scaling

LAUNCH: dict[str, Any] = {
    **WEB,
    "LifecycleHookName": "prepare",
    "LifecycleTransition": "autoscaling:EC2_INSTANCE_LAUNCHING",
    "HeartbeatTimeout": 60,
}
TERMINATE: dict[str, Any] = {
    **WEB,
    "LifecycleHookName": "drain",
    "LifecycleTransition": "autoscaling:EC2_INSTANCE_TERMINATING",
    "HeartbeatTimeout": 60,
}


@pytest.fixture
def held(region: Scaling) -> str:
    """Return an instance that a launch hook holds."""
    region.create(1, LifecycleHookSpecificationList=[_of_group(LAUNCH)])
    region.settle()
    [instance] = region.states()
    return instance


def _of_group(hook: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in hook.items() if key not in WEB}


def _answer(region: Scaling, result: str, **which: str) -> None:
    region.autoscaling.complete_lifecycle_action(
        **WEB, LifecycleHookName="prepare", LifecycleActionResult=result, **which
    )


class TestLaunch:
    def test_it_waits_outside_the_load_balancer(self, region: Scaling) -> None:
        region.create(
            1,
            LifecycleHookSpecificationList=[_of_group(LAUNCH)],
            TargetGroupARNs=[region.target_group],
        )
        region.settle()
        assert list(region.states().values()) == ["Pending:Wait"]
        assert region.targets() == set()

    def test_who_completes_it_by_the_instance_lets_it_into_service(
        self, region: Scaling, held: str
    ) -> None:
        _answer(region, "CONTINUE", InstanceId=held)
        region.settle()
        assert region.serving() == [held]

    def test_the_event_has_the_token_that_completes_it(self, region: Scaling, held: str) -> None:
        [detail] = region.told("EC2 Instance-launch Lifecycle Action")
        assert detail["EC2InstanceId"] == held
        assert (detail["Origin"], detail["Destination"]) == ("EC2", "AutoScalingGroup")
        _answer(region, "CONTINUE", LifecycleActionToken=detail["LifecycleActionToken"])
        region.settle()
        assert region.serving() == [held]

    def test_what_is_abandoned_is_terminated_and_launched_anew(
        self, region: Scaling, held: str
    ) -> None:
        _answer(region, "ABANDON", InstanceId=held)
        region.settle()
        assert held not in region.states()
        assert list(region.states().values()) == ["Pending:Wait"]
        [failed] = region.told("EC2 Instance Launch Unsuccessful")
        assert failed["EC2InstanceId"] == held

    def test_a_late_one_is_abandoned_by_default(self, region: Scaling, held: str) -> None:
        region.settle(59)
        assert region.states() == {held: "Pending:Wait"}
        region.settle(1)
        assert held not in region.states()

    def test_a_heartbeat_prolongs_it(self, region: Scaling, held: str) -> None:
        region.settle(50)
        region.autoscaling.record_lifecycle_action_heartbeat(
            **WEB, LifecycleHookName="prepare", InstanceId=held
        )
        region.settle(50)
        assert region.states() == {held: "Pending:Wait"}
        region.settle(10)
        assert held not in region.states()

    def test_a_late_one_may_go_on_by_default(self, region: Scaling) -> None:
        patient = {**_of_group(LAUNCH), "DefaultResult": "CONTINUE"}
        region.create(1, LifecycleHookSpecificationList=[patient])
        region.settle()
        region.settle(60)
        assert len(region.serving()) == 1

    def test_an_answer_to_what_does_not_wait_is_an_error(self, region: Scaling, held: str) -> None:
        _answer(region, "CONTINUE", InstanceId=held)
        with pytest.raises(region.autoscaling.exceptions.ClientError, match="No active Lifecycle"):
            _answer(region, "CONTINUE", InstanceId=held)

    def test_metadata_says_where_an_instance_is_going(self, region: Scaling, held: str) -> None:
        assert region.engine.target_lifecycle_state(held) == "InService"
        _answer(region, "CONTINUE", InstanceId=held)
        region.settle()
        region.autoscaling.put_lifecycle_hook(**TERMINATE)
        region.autoscaling.set_desired_capacity(**WEB, DesiredCapacity=0)
        region.settle()
        assert region.engine.target_lifecycle_state(held) == "Terminated"
        assert region.engine.target_lifecycle_state("i-0123456789abcdef0") is None


class TestTermination:
    @pytest.mark.parametrize("result", ["CONTINUE", "ABANDON"])
    def test_it_waits_and_goes_with_either_answer(self, region: Scaling, result: str) -> None:
        region.create(1)
        region.autoscaling.put_lifecycle_hook(**TERMINATE)
        region.settle()
        [leaving] = region.serving()
        region.autoscaling.set_desired_capacity(**WEB, DesiredCapacity=0)
        region.settle()
        assert region.states() == {leaving: "Terminating:Wait"}
        [detail] = region.told("EC2 Instance-terminate Lifecycle Action")
        region.autoscaling.complete_lifecycle_action(
            **WEB,
            LifecycleHookName="drain",
            LifecycleActionToken=detail["LifecycleActionToken"],
            LifecycleActionResult=result,
        )
        region.settle()
        assert region.states() == {}

    def test_force_waits_for_no_hook(self, region: Scaling) -> None:
        region.create(1)
        region.autoscaling.put_lifecycle_hook(**TERMINATE)
        region.settle()
        region.autoscaling.delete_auto_scaling_group(**WEB, ForceDelete=True)
        region.settle()
        assert region.autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"] == []


def test_a_queue_that_the_hook_names_is_told(region: Scaling) -> None:
    sqs = region.client("sqs")
    queue = sqs.create_queue(QueueName="hooks")["QueueUrl"]
    answer = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])
    arn = answer["Attributes"]["QueueArn"]
    region.create(0)
    region.autoscaling.put_lifecycle_hook(
        **LAUNCH, NotificationTargetARN=arn, NotificationMetadata="blue"
    )
    region.autoscaling.set_desired_capacity(**WEB, DesiredCapacity=1)
    region.settle()
    [message] = sqs.receive_message(QueueUrl=queue)["Messages"]
    told = json.loads(message["Body"])
    [instance] = region.states()
    assert (told["EC2InstanceId"], told["NotificationMetadata"]) == (instance, "blue")
    assert told["Service"] == "AWS Auto Scaling"
