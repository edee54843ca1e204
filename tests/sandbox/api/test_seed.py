"""What an account holds from the start."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from cryptography import x509

from aeolus_sandbox.account import DEBIAN_12
from aeolus_sandbox.authority import Authority
from aeolus_sandbox.region import Region

Client = Callable[[str], Any]


def test_the_account_is_the_one_described(region: Region, region_client: Client) -> None:
    assert region_client("sts").get_caller_identity()["Account"] == region.account.account_id


def test_its_images_are_these_and_no_others(region_client: Client) -> None:
    images = region_client("ec2").describe_images()["Images"]
    assert {(image["ImageId"], image["Architecture"]) for image in images} == {
        (image.image_id, image.architecture) for image in DEBIAN_12
    }


def test_an_image_that_does_not_exist_cannot_be_launched(region_client: Client) -> None:
    with pytest.raises(ClientError, match="InvalidAMIID"):
        region_client("ec2").run_instances(
            ImageId="ami-0ffffffffffffffff", InstanceType="t4g.nano", MinCount=1, MaxCount=1
        )


def test_the_vpc_has_its_ids_and_only_the_public_subnet_a_way_out(region_client: Client) -> None:
    ec2 = region_client("ec2")
    mine = [{"Name": "vpc-id", "Values": ["vpc-0123456789abcdef0"]}]
    subnets = ec2.describe_subnets(Filters=mine)["Subnets"]
    tables = ec2.describe_route_tables(Filters=mine)["RouteTables"]
    public = [
        association["SubnetId"]
        for table in tables
        if any(route.get("GatewayId", "").startswith("igw-") for route in table["Routes"])
        for association in table["Associations"]
    ]
    assert {(s["SubnetId"], s["CidrBlock"], s["AvailabilityZone"]) for s in subnets} == {
        ("subnet-0123456789abcdef0", "10.99.0.0/24", "eu-central-1a"),
        ("subnet-0123456789abcdef1", "10.99.1.0/24", "eu-central-1b"),
    }
    assert public == ["subnet-0123456789abcdef0"]


def test_the_hosted_zone_is_found_by_its_id(region_client: Client) -> None:
    zone = region_client("route53").get_hosted_zone(Id="Z0123456789ABCDEFGHIJ")["HostedZone"]
    assert (zone["Name"], zone["Config"]["PrivateZone"]) == ("example.com.", False)


def test_the_certificate_is_issued_by_the_regions_authority(
    region: Region, region_client: Client
) -> None:
    acm, arn = region_client("acm"), region.account.certificates[0].arn
    described = acm.describe_certificate(CertificateArn=arn)["Certificate"]
    body = acm.get_certificate(CertificateArn=arn)["Certificate"]
    root = region.authorities.read_bytes()
    assert root == Authority.open(region.directory / "ca").certificate
    issued = x509.load_pem_x509_certificate(body.encode())
    issued.verify_directly_issued_by(x509.load_pem_x509_certificate(root))
    assert (described["Status"], described["DomainName"]) == ("ISSUED", "shop.example.com")
