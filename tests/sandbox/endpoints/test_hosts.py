"""Which service a host name asks for."""

from __future__ import annotations

import pytest

from aeolus_sandbox.endpoints import hosts
from aeolus_sandbox.endpoints.hosts import Host

REGION = "eu-central-1"
S3 = "s3.eu-central-1.amazonaws.com"


@pytest.mark.parametrize(
    ("name", "host"),
    [
        (f"ec2.{REGION}.amazonaws.com", Host("ec2", f"ec2.{REGION}.amazonaws.com")),
        (f"EC2.{REGION}.AmazonAWS.com:443", Host("ec2", f"ec2.{REGION}.amazonaws.com")),
        ("iam.amazonaws.com", Host("iam", "iam.amazonaws.com")),
        (S3, Host("s3", S3)),
        (f"bucket.{S3}", Host("s3", S3)),
        (f"a.dotted.bucket.{S3}", Host("s3", S3)),
        ("bucket.s3.amazonaws.com", Host("s3", "s3.amazonaws.com")),
        (
            f"ssmmessages.{REGION}.amazonaws.com",
            Host("ssmmessages", f"ssmmessages.{REGION}.amazonaws.com"),
        ),
    ],
)
def test_a_name_of_the_region_or_of_the_whole_world_is_known(name: str, host: Host) -> None:
    assert hosts.find(name, REGION) == host


@pytest.mark.parametrize(
    "name",
    [
        "",
        "example.com",
        "amazonaws.com",
        "ec2.us-east-1.amazonaws.com",
        f"nosuchservice.{REGION}.amazonaws.com",
        f"a.ec2.{REGION}.amazonaws.com",
        f"bucket{S3}",
        f"{S3}.example.com",
        "198.19.255.10",
    ],
)
def test_every_other_name_is_nobodys(name: str) -> None:
    assert hosts.find(name, REGION) is None


def test_a_vpc_endpoint_has_names_of_its_own() -> None:
    base = f"api.ecr.{REGION}.vpce.amazonaws.com"
    host = Host("api.ecr", base, "vpce-0123abcd")
    assert hosts.find(f"vpce-0123abcd-4567cdef.{base}", REGION) == host
    assert hosts.find(f"vpce-0123abcd-4567cdef-{REGION}a.{base}", REGION) == host
    assert host.certificate_names == (base, f"*.{base}")


@pytest.mark.parametrize("label", ["", "vpce-1.", "other-1-2.", "vpce-1-2.none."])
def test_nobody_has_another_name_there(label: str) -> None:
    assert hosts.find(f"vpce-1-2.s3.{REGION}.vpce.amazonaws.com", REGION) is None
    assert hosts.find(f"{label}sts.{REGION}.vpce.amazonaws.com", REGION) is None


def test_a_certificate_is_for_the_buckets_of_s3_too() -> None:
    assert Host("s3", S3).certificate_names == (S3, f"*.{S3}")
    assert Host("sts", "sts.amazonaws.com").certificate_names == ("sts.amazonaws.com",)


@pytest.mark.parametrize(
    ("endpoint", "service"),
    [
        ("s3", "s3"),
        ("dynamodb", "dynamodb"),
        ("ecr.api", "api.ecr"),
        ("sagemaker.runtime", "runtime.sagemaker"),
        ("kinesis-streams", "kinesis"),
        ("ssmmessages", "ssmmessages"),
    ],
)
def test_an_endpoint_leads_to_the_service_whose_host_has_its_name_turned_round(
    endpoint: str, service: str
) -> None:
    assert hosts.service_of_endpoint(f"com.amazonaws.{REGION}.{endpoint}", REGION) == service
    assert service in hosts.services(REGION)
