"""An embedded region holds what an environment file takes for granted, and no more."""

from __future__ import annotations

from aeolus_cli.sandbox.account import account_for
from aeolus_config.model import Environment
from support.environments import CLUSTER, EXISTING
from support.shipped import shipped


def test_images_and_hosted_zone_of_prod() -> None:
    account = account_for(shipped("prod"))
    assert (account.account_id, account.region) == ("123456789012", "us-east-1")
    (image,) = account.images
    assert (image.image_id, image.architecture) == ("ami-0a1b2c3d4e5f60712", "arm64")
    (zone,) = account.hosted_zones
    assert (zone.zone_id, zone.name) == ("Z0123456789ABCDEFGHIJ", "example.com")
    assert account.certificates == ()
    assert account.vpcs == ()


def test_dev_takes_nothing_for_granted_but_its_image() -> None:
    account = account_for(shipped("dev"))
    assert len(account.images) == 1
    assert (account.hosted_zones, account.certificates, account.vpcs) == ((), (), ())


def test_a_certificate_covers_both_entrances() -> None:
    arn = "arn:aws:acm:eu-central-1:123456789012:certificate/0f6b1c52-7d3a-4f0e-9b52-2f6d0c9e8a11"
    web = {
        "domain": "airflow.example.com",
        "certificate_arn": arn,
        "allowed_cidr_blocks": ["203.0.113.0/24"],
    }
    (certificate,) = account_for(Environment(name="x", **(CLUSTER | {"web": web}))).certificates
    assert certificate.domain_names == ("airflow.example.com", "execution-airflow.example.com")


def test_an_existing_network_has_its_subnets_each_with_addresses_of_its_own() -> None:
    (vpc,) = account_for(Environment(name="x", **EXISTING)).vpcs
    blocks = [each.cidr_block for each in vpc.subnets]
    assert len(vpc.subnets) == 4
    assert len(set(blocks)) == 4
    assert [each.public for each in vpc.subnets] == [True, True, False, False]
