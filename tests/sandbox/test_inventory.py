"""What an account holds beyond what it began with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aeolus_sandbox.region import Region

Client = Callable[[str], Any]


def test_it_begins_with_nothing_deployed(region: Region) -> None:
    assert region.deployed() == []


def test_what_it_began_with_is_in_the_inventory(region: Region) -> None:
    held = region.inventory()
    assert "vpc vpc-0123456789abcdef0" in held
    assert "subnet subnet-0123456789abcdef1" in held
    assert "route53_zone /hostedzone/Z0123456789ABCDEFGHIJ" in held


def test_what_is_made_shows_and_what_is_deleted_does_not(
    region: Region, region_client: Client
) -> None:
    sqs, iam = region_client("sqs"), region_client("iam")
    url = sqs.create_queue(QueueName="orders")["QueueUrl"]
    iam.create_role(RoleName="node", AssumeRolePolicyDocument="{}")
    made = region.deployed()
    sqs.delete_queue(QueueUrl=url)
    iam.delete_role(RoleName="node")
    assert made == ["iam_role node", f"sqs_queue {url}"]
    assert region.deployed() == []


def test_a_key_and_a_secret_that_wait_for_deletion_do_not_count(
    region: Region, region_client: Client
) -> None:
    kms, secrets = region_client("kms"), region_client("secretsmanager")
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    secrets.create_secret(Name="shop/password", SecretString="x")
    made = region.deployed()
    kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    secrets.delete_secret(SecretId="shop/password", RecoveryWindowInDays=7)
    assert made == [f"kms_key {key}", "secretsmanager_secret shop/password"]
    assert region.deployed() == []


def test_a_terminated_instance_does_not_count(region: Region, region_client: Client) -> None:
    ec2 = region_client("ec2")
    image = region.account.images[1].image_id
    launched = ec2.run_instances(ImageId=image, InstanceType="t4g.nano", MinCount=1, MaxCount=1)[
        "Instances"
    ][0]["InstanceId"]
    made = region.deployed()
    ec2.terminate_instances(InstanceIds=[launched])
    assert f"instance {launched}" in made
    assert region.deployed() == []


def test_a_record_added_to_a_given_zone_counts(region: Region, region_client: Client) -> None:
    route53 = region_client("route53")

    def change(action: str) -> None:
        record = {
            "Name": "shop.example.com",
            "Type": "A",
            "TTL": 60,
            "ResourceRecords": [{"Value": "192.0.2.1"}],
        }
        route53.change_resource_record_sets(
            HostedZoneId="Z0123456789ABCDEFGHIJ",
            ChangeBatch={"Changes": [{"Action": action, "ResourceRecordSet": record}]},
        )

    change("CREATE")
    made = region.deployed()
    change("DELETE")
    assert made == ["route53_record /hostedzone/Z0123456789ABCDEFGHIJ/shop.example.com./A"]
    assert region.deployed() == []
