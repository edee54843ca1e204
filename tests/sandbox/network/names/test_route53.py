"""Hosted zones as the API has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from aeolus_sandbox.network.names import route53
from aeolus_sandbox.network.names.zone import RecordSet, resolve

REGION = "eu-central-1"


@pytest.fixture
def client() -> Iterator[Any]:
    """Return a client of an empty account."""
    with mock_aws():
        yield boto3.client(
            "route53", REGION, aws_access_key_id="test", aws_secret_access_key="test"
        )


def put(client: Any, zone: str, name: str, kind: str = "A", **properties: Any) -> None:
    """Put records into a zone; `value` is one."""
    if value := properties.pop("value", None):
        properties |= {"TTL": 30, "ResourceRecords": [{"Value": value}]}
    record_set = {"Name": name, "Type": kind, **properties}
    client.change_resource_record_sets(
        HostedZoneId=zone,
        ChangeBatch={"Changes": [{"Action": "CREATE", "ResourceRecordSet": record_set}]},
    )


def create(client: Any, name: str, **properties: Any) -> str:
    """Return the id of a new zone."""
    answer = client.create_hosted_zone(Name=name, CallerReference=name, **properties)
    identifier: str = answer["HostedZone"]["Id"]
    return identifier


def test_a_private_zone_names_its_vpcs_and_a_public_one_none(client: Any) -> None:
    create(client, "public.test")
    vpc = {"VPCRegion": REGION, "VPCId": "vpc-0123456789abcdef0"}
    create(client, "private.test", VPC=vpc, HostedZoneConfig={"PrivateZone": True})
    found = {hosted.zone.name: hosted.vpcs for hosted in route53.read(client)}
    assert found == {"public.test": frozenset(), "private.test": frozenset([vpc["VPCId"]])}


def test_records_of_all_kinds_are_read(client: Any) -> None:
    zone = create(client, "shop.test")
    put(client, zone, "a.shop.test", value="192.0.2.1")
    put(client, zone, "text.shop.test", "TXT", value='"two words"')
    put(client, zone, "*.shop.test", value="192.0.2.2")
    alias = {"HostedZoneId": zone, "DNSName": "A.shop.test.", "EvaluateTargetHealth": False}
    put(client, zone, "alias.shop.test", AliasTarget=alias)
    [hosted] = route53.read(client)

    def values(name: str, kind: str = "A") -> list[str]:
        records = resolve([hosted.zone], name, kind).records
        return [value for _, _, record in records for value in record.values]

    assert values("a.shop.test") == ["192.0.2.1"]
    assert values("any.shop.test") == ["192.0.2.2"]
    assert values("alias.shop.test") == ["192.0.2.1"]
    assert values("text.shop.test", "TXT") == ['"two words"']
    assert hosted.zone.records["a.shop.test", "A"] == RecordSet(("192.0.2.1",), 30)


def test_of_several_record_sets_the_preferred_one_is_answered(client: Any) -> None:
    zone = create(client, "shop.test")
    for weight, address in ((0, "192.0.2.1"), (10, "192.0.2.2"), (5, "192.0.2.3")):
        name: dict[str, Any] = {"SetIdentifier": address, "Weight": weight}
        put(client, zone, "weighted.shop.test", value=address, **name)
    for role, address in (("PRIMARY", "192.0.2.4"), ("SECONDARY", "192.0.2.5")):
        name = {"SetIdentifier": address, "Failover": role}
        put(client, zone, "failover.shop.test", value=address, **name)
    [hosted] = route53.read(client)
    assert hosted.zone.records["weighted.shop.test", "A"].values == ("192.0.2.2",)
    assert hosted.zone.records["failover.shop.test", "A"].values == ("192.0.2.4",)
