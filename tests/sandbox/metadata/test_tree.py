"""The categories of instance metadata and what is in them."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from aeolus_sandbox.metadata import tree
from support.machines import Instances, instance

ONE = instance(11)
TREE = tree.metadata(ONE, Instances().credentials(ONE))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("instance-id", ONE.instance_id),
        ("local-ipv4", "10.0.0.11"),
        ("local-hostname", "ip-10-0-0-11.eu-central-1.compute.internal"),
        ("placement/availability-zone", "eu-central-1b"),
        ("placement/region", "eu-central-1"),
        ("security-groups", "web\nall"),
        ("network/interfaces/macs", "0a:00:00:00:00:0b/"),
        (
            "network/interfaces/macs/0a:00:00:00:00:0b/security-group-ids",
            "sg-0123456789abcdef0\nsg-0123456789abcdef1",
        ),
        ("network/interfaces/macs/0a:00:00:00:00:0b/subnet-ipv4-cidr-block", "10.0.0.0/24"),
        ("iam", "info\nsecurity-credentials/"),
        ("iam/security-credentials", "web-role"),
        ("public-ipv4", None),
        ("tags", None),
        ("autoscaling", None),
        ("instance-id/more", None),
        ("nothing", None),
    ],
)
def test_each_path_has_its_value(path: str, value: str | None) -> None:
    assert tree.find(TREE, path.split("/")) == value


def test_a_category_is_listed_with_a_slash_after_each_category_in_it() -> None:
    listing = (tree.find(TREE, []) or "").splitlines()
    assert "instance-id" in listing
    assert "placement/" in listing


def test_a_role_has_its_credentials() -> None:
    document = tree.find(TREE, ["iam", "security-credentials", "web-role"])
    assert json.loads(document or "") == {
        "Code": "Success",
        "LastUpdated": "2026-03-01T12:00:00Z",
        "Type": "AWS-HMAC",
        "AccessKeyId": f"ASIA-{ONE.instance_id}",
        "SecretAccessKey": "secret",
        "Token": "token",
        "Expiration": "2026-03-01T18:00:00Z",
    }
    info = json.loads(tree.find(TREE, ["iam", "info"]) or "")
    assert info["InstanceProfileArn"] == "arn:aws:iam::210987654321:instance-profile/web"


def test_an_instance_without_a_role_has_no_category_for_it() -> None:
    assert tree.find(tree.metadata(instance(11, role=None), None), ["iam"]) is None


def test_a_public_address_is_told() -> None:
    public = instance(
        11, public_ip_address="203.0.113.9", public_dns_name="ec2-203-0-113-9.example"
    )
    there = tree.metadata(public, None)
    assert tree.find(there, ["public-ipv4"]) == "203.0.113.9"
    assert tree.find(there, ["public-hostname"]) == "ec2-203-0-113-9.example"
    mac = ["network", "interfaces", "macs", public.mac_address]
    assert tree.find(there, [*mac, "public-ipv4s"]) == "203.0.113.9"


def test_tags_are_told_when_they_are_enabled() -> None:
    tagged = instance(11, tags={"Name": "web/1"}, options={"instance_metadata_tags": "enabled"})
    there = tree.metadata(tagged, None)
    assert tree.find(there, ["tags", "instance"]) == "Name"
    assert tree.find(there, ["tags", "instance", "Name"]) == "web/1"


def test_a_groups_instance_learns_its_lifecycle_state() -> None:
    there = tree.metadata(instance(11, target_lifecycle_state="Terminated"), None)
    assert tree.find(there, ["autoscaling", "target-lifecycle-state"]) == "Terminated"


def test_the_identity_document_has_the_fields_of_amazons() -> None:
    document = tree.find(tree.dynamic(ONE), ["instance-identity", "document"])
    assert json.loads(document or "") == {
        "accountId": "210987654321",
        "architecture": "x86_64",
        "availabilityZone": "eu-central-1b",
        "billingProducts": None,
        "devpayProductCodes": None,
        "marketplaceProductCodes": None,
        "imageId": "ami-0a1b2c3d4e5f60713",
        "instanceId": ONE.instance_id,
        "instanceType": "t3.small",
        "kernelId": None,
        "pendingTime": "2026-03-01T12:30:00Z",
        "privateIp": "10.0.0.11",
        "ramdiskId": None,
        "region": "eu-central-1",
        "version": "2017-09-30",
    }
    assert tree.find(tree.dynamic(ONE), ["instance-identity"]) == "document"


def test_a_spot_instance_knows_what_it_is_and_when_it_is_taken_back() -> None:
    def of(path: str, **changes: object) -> str | None:
        return tree.find(tree.metadata(instance(11, **changes), None), path.split("/"))

    assert of("instance-life-cycle") == "on-demand"
    assert of("instance-life-cycle", spot=True) == "spot"
    assert of("spot", spot=True) is None
    ends = datetime(2026, 3, 1, 12, 2, tzinfo=UTC)
    told = json.loads(of("spot/instance-action", spot=True, spot_ends=ends) or "")
    assert told == {"action": "terminate", "time": "2026-03-01T12:02:00Z"}
