"""The scheduler's failover: one table, one function, who invokes it, and what it may do."""

from __future__ import annotations

import asyncio
import json
import os
import zipfile
from typing import Any

import pytest

from aeolus_constructs.alarm_topic import AlarmTopic
from aeolus_constructs.encryption_key import EncryptionKey
from aeolus_constructs.function_archive import build
from aeolus_constructs.iam import Role
from aeolus_constructs.lease_table import NODE_ACTIONS
from aeolus_constructs.scheduler_failover import FUNCTION, SHARED, SchedulerFailover
from aeolus_lease.dynamodb import DynamoDbLease
from aeolus_lease.record import Candidate, Lease
from aeolus_lease.timings import Timings
from support.failover_calls import account
from support.grants import granted, references
from support.render import DEPLOYMENT, Rendered, render_construct, resources, the

GROUP = "aeolus-test-masters"


@pytest.fixture(scope="module")
def rendered() -> Rendered:
    def put(stack: Any) -> None:
        key = EncryptionKey(stack, "key", deployment=DEPLOYMENT)
        topic = AlarmTopic(stack, "topic", deployment=DEPLOYMENT, encryption_key=key, email=None)
        made = SchedulerFailover(
            stack,
            "failover",
            deployment=DEPLOYMENT,
            encryption_key=key,
            topic=topic,
            timings=Timings(),
            mode="active_standby",
            autoscaling_group=GROUP,
            log_retention_in_days=7,
            deletion_protection=True,
        )
        master = Role(
            stack,
            "master",
            deployment=DEPLOYMENT,
            suffix="masters",
            service="ec2.amazonaws.com",
            description="Masters",
        )
        made.grant_node(master)

    return render_construct(put)


def function(rendered: Rendered) -> dict[str, Any]:
    return the(rendered, "aws_lambda_function")


def rules(rendered: Rendered) -> dict[str, dict[str, Any]]:
    found = resources(rendered, "aws_cloudwatch_event_rule").values()
    return {each["name"].removeprefix("aeolus-test-scheduler-"): each for each in found}


# The table


def test_the_table_has_the_keys_that_the_lease_is_kept_by(rendered: Rendered) -> None:
    table = the(rendered, "aws_dynamodb_table")
    assert table["name"] == "aeolus-test-scheduler"
    assert (table["hash_key"], table["range_key"]) == ("of", "name")
    assert table["billing_mode"] == "PAY_PER_REQUEST"
    assert table["ttl"] == {"attribute_name": "expires", "enabled": True}
    assert table["deletion_protection_enabled"] is True


# The function


def test_the_function_is_told_all_that_its_code_asks_for(
    rendered: Rendered, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = function(rendered)["environment"]["variables"]
    asked: set[str] = set()
    with account(monkeypatch) as here:
        note = _Noting(asked)
        monkeypatch.setattr("scheduler_failover.handler.os.environ", note)
        here.invoke({"detail-type": "Scheduled Event"})
    assert asked == set(told)
    assert Timings(**json.loads(told["TIMINGS"])) == Timings()
    assert told["GROUP"] == GROUP
    assert told["METRIC_NAMESPACE"] == "Aeolus/test"


class _Noting(dict[str, str]):
    """An environment that notes what is asked of it."""

    def __init__(self, asked: set[str]) -> None:
        super().__init__(os.environ)
        self._asked = asked

    def __getitem__(self, name: str) -> str:
        self._asked.add(name)
        return super().__getitem__(name)


def test_it_has_time_to_look_at_a_lease_that_lapses_and_at_who_falls_silent(
    rendered: Rendered,
) -> None:
    assert function(rendered)["timeout"] > Timings().silent + Timings().lapsed


def test_no_concurrency_is_reserved_which_new_accounts_cannot_afford(rendered: Rendered) -> None:
    assert "reserved_concurrent_executions" not in function(rendered)


def test_what_failed_twice_is_kept(rendered: Rendered) -> None:
    target = function(rendered)["dead_letter_config"]["target_arn"]
    assert references(target) in resources(rendered, "aws_sqs_queue")


def test_its_zip_holds_the_lease_that_masters_have_and_the_same_bytes_each_time() -> None:
    path, code_hash = build(FUNCTION, SHARED)
    with zipfile.ZipFile(path) as file:
        names = set(file.namelist())
    assert {"scheduler_failover/handler.py", "aeolus_lease/dynamodb.py"} <= names
    assert {name.partition("/")[0] for name in names} == {"scheduler_failover", "aeolus_lease"}
    path.unlink()
    assert build(FUNCTION, SHARED) == (path, code_hash)


# Who invokes it


def test_each_minute_when_a_machine_ends_and_when_one_of_the_masters_does(
    rendered: Rendered,
) -> None:
    found = rules(rendered)
    assert set(found) == {"each-minute", "instance-ends", "master-ends"}
    assert found["each-minute"]["schedule_expression"] == "rate(1 minute)"
    of_ec2 = json.loads(found["instance-ends"]["event_pattern"])
    assert set(of_ec2["detail"]["state"]) == {
        "shutting-down",
        "stopping",
        "stopped",
        "terminated",
    }
    of_group = json.loads(found["master-ends"]["event_pattern"])
    assert of_group["detail"] == {"AutoScalingGroupName": [GROUP]}


def test_each_rule_invokes_it_and_may(rendered: Rendered) -> None:
    targets = resources(rendered, "aws_cloudwatch_event_target").values()
    assert len(targets) == 3
    for each in targets:
        assert each["arn"].startswith("${aws_lambda_function.")
        (permission,) = each["depends_on"]
        assert permission.startswith("aws_lambda_permission.")
    allowed = {
        each["statement_id"]: each for each in resources(rendered, "aws_lambda_permission").values()
    }
    assert set(allowed) == {"each-minute", "instance-ends", "master-ends", "alarm"}
    for name, each in allowed.items():
        assert each["source_account"] == DEPLOYMENT.account_id
        assert each["source_arn"], name
    assert allowed["alarm"]["principal"] == "lambda.alarms.cloudwatch.amazonaws.com"
    assert allowed["alarm"]["source_arn"].endswith(":alarm:aeolus-test-*")


# Rights


def actions_of_the_function(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the IAM actions that its code asks for, in all that it does."""
    with account(monkeypatch) as here:
        first, second = here.masters
        here.say(second)
        held = here.hold(first)
        lapsed = {"epoch": held.epoch, "counter": held.counter}
        assert here.invoke({"node": second, "lapsed": lapsed})["action"] == "promote"
        return {
            action.replace("monitoring:", "cloudwatch:").replace("email:", "ses:")
            for action in here.actions
        }


def test_it_may_do_what_its_code_does_and_nothing_else(
    rendered: Rendered, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_every_function = {
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "sqs:SendMessage",
        # Whose topic and queue are encrypted by the environment's key.
        "kms:Decrypt",
        "kms:GenerateDataKey",
    }
    may = set(granted(rendered, "failover_function_role")) - of_every_function
    assert may == actions_of_the_function(monkeypatch)


def test_it_writes_to_its_table_and_no_other(rendered: Rendered) -> None:
    rights = granted(rendered, "failover_function_role")
    for action in ("dynamodb:PutItem", "dynamodb:Query"):
        assert [references(each) for each in rights[action]] == list(
            resources(rendered, "aws_dynamodb_table")
        )


def test_it_gives_up_masters_alone(rendered: Rendered) -> None:
    (allowed,) = granted(rendered, "failover_function_role")["autoscaling:SetInstanceHealth"]
    assert allowed.endswith(f"autoScalingGroupName/{GROUP}")


def test_a_master_may_keep_the_lease_and_tell_the_function(rendered: Rendered) -> None:
    rights = granted(rendered, "master")
    assert set(rights) == {*NODE_ACTIONS, "lambda:InvokeFunction"}
    (told,) = rights["lambda:InvokeFunction"]
    assert references(told) in resources(rendered, "aws_lambda_function")


def test_a_master_may_do_with_the_table_what_its_code_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with account(monkeypatch) as here:
        asked: set[str] = set()
        client = here.store.client
        client.meta.events.register(
            "provide-client-params.dynamodb.*", lambda model, **_: asked.add(model.name)
        )
        store = DynamoDbLease(client, here.store.table, limit_s=5)
        held = Lease(here.masters[0], 4)
        here.hold(held.holder)

        async def keep() -> None:
            await store.read()
            await store.beat(Candidate(held.holder, 1, healthy=True))
            await store.renew(held)
            await store.release(held)

        asyncio.run(keep())
    assert {f"dynamodb:{each}" for each in asked} == set(NODE_ACTIONS)
