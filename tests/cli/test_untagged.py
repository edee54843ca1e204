"""What takes no tags is found where the configuration has it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from aeolus_cli.aws.clients import Clients
from aeolus_cli.aws.orphans import Declared
from aeolus_cli.aws.references import Known
from aeolus_cli.aws.untagged import untagged
from support.greet import created

NOTHING = Known({}, {}, {})


@pytest.fixture
def clients(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clients]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with mock_aws():
        yield Clients("us-east-1", {})


def cures(clients: Clients, missing: Declared, known: Known = NOTHING) -> list[str]:
    return [each.cure for each in untagged(clients, missing, known)]


def test_an_alias(clients: Clients) -> None:
    key = clients.kms.create_key()["KeyMetadata"]["KeyId"]
    clients.kms.create_alias(AliasName="alias/aeolus-prod-key", TargetKeyId=key)
    missing: Declared = {
        "aws_kms_alias": {
            "aws_kms_alias.key": {"name": "alias/aeolus-prod-key", "target_key_id": key},
            "aws_kms_alias.other": {"name": "alias/aeolus-dev-key"},
        }
    }
    (found,) = untagged(clients, missing, NOTHING)
    assert found.name == "aws_kms_alias alias/aeolus-prod-key"
    assert found.cure == "terraform import 'aws_kms_alias.key' 'alias/aeolus-prod-key'"


@pytest.fixture
def function(clients: Clients) -> str:
    created(lambda service: boto3.client(service, "us-east-1"))
    return "greet"


def permissions(*statements: str) -> Declared:
    bodies = {
        f"aws_lambda_permission.{each}": {
            "function_name": "${aws_lambda_function.greet.function_name}",
            "statement_id": each,
        }
        for each in statements
    }
    return {"aws_lambda_permission": bodies}


KNOWN_FUNCTION = Known({}, {"aws_lambda_function.greet": {"function_name": "greet"}}, {})


def test_a_permission_of_a_function(clients: Clients, function: str) -> None:
    clients.awslambda.add_permission(
        FunctionName=function,
        StatementId="each-minute",
        Action="lambda:InvokeFunction",
        Principal="events.amazonaws.com",
    )
    assert cures(clients, permissions("each-minute", "alarm"), KNOWN_FUNCTION) == [
        "terraform import 'aws_lambda_permission.each-minute' 'greet/each-minute'"
    ]


def test_a_function_without_permissions_has_none(clients: Clients, function: str) -> None:
    assert cures(clients, permissions("alarm"), KNOWN_FUNCTION) == []


def test_no_function_has_no_permissions(clients: Clients) -> None:
    assert cures(clients, permissions("alarm"), KNOWN_FUNCTION) == []


@pytest.fixture
def network(clients: Clients) -> dict[str, str]:
    """A route table with a way out, of one subnet of two."""
    vpc = clients.ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    gateway = clients.ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    clients.ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    table = clients.ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    clients.ec2.create_route(
        RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway
    )
    a, b = (
        clients.ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{i}.0/24")["Subnet"]["SubnetId"]
        for i in range(2)
    )
    clients.ec2.associate_route_table(RouteTableId=table, SubnetId=a)
    return {"table": table, "a": a, "b": b}


def test_a_route_of_a_table_that_is_to_be_imported_itself(
    clients: Clients, network: dict[str, str]
) -> None:
    table = network["table"]
    missing: Declared = {
        "aws_route": {
            f"aws_route.{name}": {
                "route_table_id": "${aws_route_table.public.id}",
                "destination_cidr_block": destination,
            }
            for name, destination in (("out", "0.0.0.0/0"), ("peer", "10.9.0.0/16"))
        }
    }
    known = Known({}, {}, {"aws_route_table.public": table})
    assert cures(clients, missing, known) == [
        f"terraform import 'aws_route.out' '{table}_0.0.0.0/0'"
    ]
    assert cures(clients, missing, NOTHING) == []
    gone = Known({}, {}, {"aws_route_table.public": "rtb-0123456789abcdef0"})
    assert cures(clients, missing, gone) == []


def test_an_association_of_a_subnet_and_its_table(
    clients: Clients, network: dict[str, str]
) -> None:
    missing: Declared = {
        "aws_route_table_association": {
            f"aws_route_table_association.{name}": {
                "route_table_id": network["table"],
                "subnet_id": network[name],
            }
            for name in "ab"
        }
    }
    assert cures(clients, missing) == [
        f"terraform import 'aws_route_table_association.a' '{network['a']}/{network['table']}'"
    ]


def test_a_record_by_name_and_type(clients: Clients) -> None:
    zone = clients.route53.create_hosted_zone(Name="example.com", CallerReference="1")
    zone_id = zone["HostedZone"]["Id"].removeprefix("/hostedzone/")
    record: Any = {
        "Name": "airflow.example.com",
        "Type": "A",
        "TTL": 60,
        "ResourceRecords": [{"Value": "192.0.2.1"}],
    }
    clients.route53.change_resource_record_sets(
        HostedZoneId=zone_id,
        ChangeBatch={"Changes": [{"Action": "CREATE", "ResourceRecordSet": record}]},
    )
    of_certificate = "${one([for each in aws_acm_certificate.web.options : each.name])}"
    missing: Declared = {
        "aws_route53_record": {
            f"aws_route53_record.{label}": {"zone_id": zone_id, "name": name, "type": type_}
            for label, name, type_ in (
                ("web", "airflow.example.com", "A"),
                ("six", "airflow.example.com", "AAAA"),
                ("before", "aa.example.com", "A"),
                ("certificate", of_certificate, "CNAME"),
            )
        }
    }
    assert cures(clients, missing) == [
        f"terraform import 'aws_route53_record.web' '{zone_id}_airflow.example.com_A'"
    ]


def test_an_instance_profile(clients: Clients) -> None:
    clients.iam.create_instance_profile(InstanceProfileName="aeolus-prod-masters")
    missing: Declared = {
        "aws_iam_instance_profile": {
            f"aws_iam_instance_profile.{name}": {"name": f"aeolus-prod-{name}"}
            for name in ("masters", "workers")
        }
    }
    assert cures(clients, missing) == [
        "terraform import 'aws_iam_instance_profile.masters' 'aeolus-prod-masters'"
    ]


def test_what_is_put_is_not_looked_for(clients: Clients) -> None:
    missing: Declared = {"aws_iam_role_policy": {"aws_iam_role_policy.x": {"name": "x"}}}
    assert cures(clients, missing) == []


def test_a_schedule_and_a_database_that_is_stopped_already(clients: Clients) -> None:
    clients.rds.create_db_instance(
        DBInstanceIdentifier="shop", DBInstanceClass="db.t4g.micro", Engine="postgres"
    )
    clients.scheduler.create_schedule(
        Name="stop-shop",
        ScheduleExpression="rate(1 hour)",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": "arn:aws:sqs:us-east-1:123456789012:q", "RoleArn": "arn:aws:iam::1:role/r"},
    )
    missing: Declared = {
        "aws_rds_instance_state": {
            "aws_rds_instance_state.shop": {"identifier": "shop"},
            "aws_rds_instance_state.other": {"identifier": "other"},
        },
        "aws_scheduler_schedule": {
            f"aws_scheduler_schedule.{name}": {"name": name, "group_name": "default"}
            for name in ("stop-shop", "other")
        },
    }
    schedule = "terraform import 'aws_scheduler_schedule.stop-shop' 'default/stop-shop'"
    assert cures(clients, missing) == [schedule]
    clients.rds.stop_db_instance(DBInstanceIdentifier="shop")
    assert cures(clients, missing) == [
        "terraform import 'aws_rds_instance_state.shop' 'shop'",
        schedule,
    ]
