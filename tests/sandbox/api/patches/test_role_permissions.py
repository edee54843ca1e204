"""All services: sessions of roles may what their policies allow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from aeolus_sandbox.authorization import credentials
from support import aws
from support.role_sessions import ACCOUNT, REGION, Grant, code, worker

Client = Callable[[str], Any]


def test_moto_lets_everybody_do_everything(client: Client) -> None:
    client("iam").create_role(RoleName="worker", AssumeRolePolicyDocument="{}")
    assert code(worker("s3").list_buckets) == ""


def test_patched_a_role_without_policies_may_nothing_but_ask_who_it_is(grant: Grant) -> None:
    assert code(worker("s3").list_buckets) == "AccessDenied"
    assert code(worker("ec2").describe_instances) == "UnauthorizedOperation"
    assert code(worker("secretsmanager").list_secrets) == "AccessDeniedException"
    assert code(worker("sqs").list_queues) == "AccessDeniedException"
    assert code(worker("lambda").list_functions) == "AccessDeniedException"
    assert code(worker("autoscaling").describe_auto_scaling_groups) == "AccessDenied"
    assert worker("sts").get_caller_identity()["Arn"].endswith("assumed-role/worker/i-1")


def test_patched_the_administrator_may_everything(grant: Grant, client: Client) -> None:
    assert code(client("s3").list_buckets) == ""


def test_patched_it_reads_its_secret_by_name_and_arn_and_no_other(
    grant: Grant, client: Client
) -> None:
    secrets = client("secretsmanager")
    arns = [secrets.create_secret(Name=n, SecretString="s")["ARN"] for n in ("own", "other")]
    grant("secretsmanager:GetSecretValue", arns[0])
    read = worker("secretsmanager").get_secret_value
    assert code(read, SecretId="own") == ""
    assert code(read, SecretId=arns[0]) == ""
    assert code(read, SecretId="other") == "AccessDeniedException"
    assert code(read, SecretId="none") == "AccessDeniedException"


def test_patched_of_several_secrets_each_must_be_granted(grant: Grant, client: Client) -> None:
    secrets = client("secretsmanager")
    own, _ = (secrets.create_secret(Name=n, SecretString="s")["ARN"] for n in ("own", "other"))
    grant(["secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue"], own)
    read = worker("secretsmanager").batch_get_secret_value
    assert code(read, SecretIdList=["own"]) == ""
    assert code(read, SecretIdList=["own", "other"]) == "AccessDeniedException"


def test_patched_queues_and_parameters_are_told_apart(grant: Grant, client: Client) -> None:
    url = client("sqs").create_queue(QueueName="own")["QueueUrl"]
    other = client("sqs").create_queue(QueueName="other")["QueueUrl"]
    for name in ("/own/one", "/other"):
        client("ssm").put_parameter(Name=name, Value="v", Type="String")
    grant("sqs:SendMessage", f"arn:aws:sqs:{REGION}:{ACCOUNT}:own")
    grant("ssm:GetParameter*", f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter/own/*")
    assert code(worker("sqs").send_message, QueueUrl=url, MessageBody="m") == ""
    assert code(worker("sqs").send_message, QueueUrl=other, MessageBody="m") != ""
    assert code(worker("ssm").get_parameter, Name="/own/one") == ""
    assert code(worker("ssm").get_parameter, Name="/other") == "AccessDeniedException"
    both = ["/own/one", "/other"]
    assert code(worker("ssm").get_parameters, Names=both) == "AccessDeniedException"


def test_patched_tables_are_told_apart_many_at_once_too(grant: Grant, client: Client) -> None:
    for name in ("own", "other"):
        client("dynamodb").create_table(
            TableName=name,
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
    own = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/own"
    grant("dynamodb:*", own)
    dynamodb, item = worker("dynamodb"), {"id": {"S": "1"}}
    assert code(dynamodb.put_item, TableName="own", Item=item) == ""
    assert code(dynamodb.put_item, TableName=own, Item=item) == ""
    assert code(dynamodb.put_item, TableName="other", Item=item) == "AccessDeniedException"
    writes = {name: [{"PutRequest": {"Item": item}}] for name in ("own", "other")}
    assert code(dynamodb.batch_write_item, RequestItems=writes) == "AccessDeniedException"
    steps = [{"Put": {"TableName": name, "Item": item}} for name in ("own", "other")]
    assert code(dynamodb.transact_write_items, TransactItems=steps) == "AccessDeniedException"


def test_patched_log_groups_are_told_apart(grant: Grant, client: Client) -> None:
    for name in ("/own/task", "/other"):
        client("logs").create_log_group(logGroupName=name)
    grant("logs:CreateLogStream", f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/own/*")
    create = worker("logs").create_log_stream
    assert code(create, logGroupName="/own/task", logStreamName="s") == ""
    assert code(create, logGroupName="/other", logStreamName="s") == "AccessDeniedException"


def test_patched_a_topic_refuses_in_its_own_words(grant: Grant, client: Client) -> None:
    topic = client("sns").create_topic(Name="own")["TopicArn"]
    publish = worker("sns").publish
    assert code(publish, TopicArn=topic, Message="m") == "AuthorizationError"
    grant("sns:Publish", topic)
    assert code(publish, TopicArn=topic, Message="m") == ""


def test_patched_metrics_are_told_apart_by_their_namespace(grant: Grant) -> None:
    own = {"StringEquals": {"cloudwatch:namespace": "Own"}}
    grant("cloudwatch:PutMetricData", Condition=own)
    put, data = worker("cloudwatch").put_metric_data, [{"MetricName": "m", "Value": 1.0}]
    assert code(put, Namespace="Own", MetricData=data) == ""
    assert code(put, Namespace="Other", MetricData=data) == "AccessDeniedException"


def test_patched_records_are_told_apart_by_zone_name_type_and_what_is_done(
    grant: Grant, client: Client
) -> None:
    made = client("route53").create_hosted_zone(Name="example.com", CallerReference="1")
    zone = made["HostedZone"]["Id"].removeprefix("/hostedzone/")
    key = "route53:ChangeResourceRecordSets"
    only = {
        f"{key}NormalizedRecordNames": ["_acme.a.example.com"],
        f"{key}RecordTypes": ["TXT"],
        f"{key}Actions": ["UPSERT"],
    }
    own = f"arn:aws:route53:::hostedzone/{zone}"
    grant(key, own, Condition={"ForAllValues:StringEquals": only})
    change = worker("route53").change_resource_record_sets

    def changed(*sets: tuple[str, str, str], zone: str = zone) -> str:
        changes = [
            {
                "Action": action,
                "ResourceRecordSet": {
                    "Name": name,
                    "Type": type_,
                    "TTL": 60,
                    "ResourceRecords": [{"Value": '"x"' if type_ == "TXT" else "192.0.2.1"}],
                },
            }
            for action, name, type_ in sets
        ]
        return code(change, HostedZoneId=zone, ChangeBatch={"Changes": changes})

    allowed = ("UPSERT", "_ACME.a.example.com.", "TXT")
    assert changed(allowed) == ""
    for refused in (
        ("UPSERT", "a.example.com", "TXT"),
        ("UPSERT", "*.a.example.com", "TXT"),
        ("UPSERT", "_acme.a.example.com", "A"),
        ("DELETE", "_acme.a.example.com", "TXT"),
    ):
        assert changed(refused) == changed(allowed, refused) == "AccessDenied", refused
    assert changed(allowed, zone="ZOTHER") == "AccessDenied"
    assert code(worker("route53").list_resource_record_sets, HostedZoneId=zone) == "AccessDenied"
    grant("route53:GetChange", "arn:aws:route53:::change/*")
    assert code(worker("route53").get_change, Id="C1") == ""


def test_patched_what_an_action_is_about_may_be_unknown_and_is_then_not_held_against_it(
    grant: Grant,
) -> None:
    grant("ec2:StopInstances", f"arn:aws:ec2:{REGION}:{ACCOUNT}:instance/i-0")
    ec2 = worker("ec2")
    assert code(ec2.stop_instances, InstanceIds=["i-1"]) == "InvalidInstanceID.NotFound"
    assert code(ec2.start_instances, InstanceIds=["i-1"]) == "UnauthorizedOperation"


def test_patched_a_session_that_is_over_is_refused(
    grant: Grant, monkeypatch: pytest.MonkeyPatch
) -> None:
    grant("*")
    monkeypatch.setattr(credentials, "_LIFETIME", -timedelta(minutes=1))
    assert code(worker("s3").list_buckets) == "ExpiredToken"
    assert code(worker("secretsmanager").list_secrets) == "ExpiredTokenException"
    assert code(worker("ec2").describe_instances) == "ExpiredToken"


def test_patched_a_session_of_a_role_that_is_gone_may_nothing(grant: Grant, client: Client) -> None:
    s3 = worker("s3")
    client("iam").delete_role(RoleName="worker")
    assert code(s3.list_buckets) == "AccessDenied"


def test_patched_a_session_that_nobody_knows_is_refused(grant: Grant) -> None:
    keys = {"aws_access_key_id": "ASIAUNKNOWN", "aws_secret_access_key": "secret"}
    sts, s3 = (aws.client(each, aws_session_token="token", **keys) for each in ("sts", "s3"))
    assert code(sts.get_caller_identity) == "InvalidClientTokenId"
    assert code(s3.list_buckets) == "InvalidAccessKeyId"
