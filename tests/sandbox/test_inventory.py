"""What an account holds beyond what it began with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from aeolus_sandbox.region import Region

Client = Callable[[str], Any]

ZONE = "Z0123456789ABCDEFGHIJ"


@pytest.fixture
def undo() -> Iterator[ExitStack]:
    """Return a stack of what deletes again, so that a failure leaves the shared region clean."""
    with ExitStack() as stack:
        yield stack


def queue(client: Client, undo: ExitStack) -> str:
    url: str = client("sqs").create_queue(QueueName="orders")["QueueUrl"]
    undo.callback(client("sqs").delete_queue, QueueUrl=url)
    return f"sqs_queue {url}"


def role(client: Client, undo: ExitStack) -> str:
    client("iam").create_role(RoleName="node", AssumeRolePolicyDocument="{}")
    undo.callback(client("iam").delete_role, RoleName="node")
    return "iam_role node"


def key(client: Client, undo: ExitStack) -> str:
    """Make a key; deleted, it is still there for a week."""
    made = client("kms").create_key()["KeyMetadata"]["KeyId"]
    undo.callback(client("kms").schedule_key_deletion, KeyId=made, PendingWindowInDays=7)
    return f"kms_key {made}"


def secret(client: Client, undo: ExitStack) -> str:
    """Make a secret; deleted, it is still there for a week."""
    client("secretsmanager").create_secret(Name="shop/password", SecretString="x")
    undo.callback(
        client("secretsmanager").delete_secret, SecretId="shop/password", RecoveryWindowInDays=7
    )
    return "secretsmanager_secret shop/password"


def record(client: Client, undo: ExitStack) -> str:
    """Add a record to a zone that the account began with."""
    wanted = {
        "Name": "shop.example.com",
        "Type": "A",
        "TTL": 60,
        "ResourceRecords": [{"Value": "192.0.2.1"}],
    }

    def change(action: str) -> None:
        batch = {"Changes": [{"Action": action, "ResourceRecordSet": wanted}]}
        client("route53").change_resource_record_sets(HostedZoneId=ZONE, ChangeBatch=batch)

    change("CREATE")
    undo.callback(change, "DELETE")
    return f"route53_record /hostedzone/{ZONE}/shop.example.com./A"


def test_what_the_account_began_with_is_held_but_not_deployed(region: Region) -> None:
    held = region.inventory()
    assert {
        "vpc vpc-0123456789abcdef0",
        "subnet subnet-0123456789abcdef1",
        f"route53_zone /hostedzone/{ZONE}",
    } <= held
    assert region.deployed() == []


def test_what_is_made_is_deployed_until_it_is_deleted(
    region: Region, region_client: Client, undo: ExitStack
) -> None:
    made = [make(region_client, undo) for make in (queue, role, key, secret, record)]
    assert region.deployed() == sorted(made)
    undo.close()
    assert region.deployed() == []


def test_an_instance_brings_volume_and_interface_and_takes_them_along(
    region: Region, region_client: Client
) -> None:
    ec2 = region_client("ec2")
    launched = ec2.run_instances(
        ImageId=region.account.images[1].image_id, InstanceType="t4g.nano", MinCount=1, MaxCount=1
    )["Instances"][0]["InstanceId"]
    kinds = [line.split()[0] for line in region.deployed()]
    ec2.terminate_instances(InstanceIds=[launched])
    assert kinds == ["instance", "network_interface", "volume"]
    assert region.deployed() == []
