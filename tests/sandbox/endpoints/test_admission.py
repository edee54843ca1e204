"""Which requests go no further than the endpoint."""

from __future__ import annotations

import pytest

from aeolus_sandbox.endpoints import hosts
from aeolus_sandbox.endpoints.admission import Scope, refuse, scope_of

REGION = "eu-central-1"


def signed(service: str, region: str = REGION) -> dict[str, str]:
    scope = f"AKIAIOSFODNN7EXAMPLE/20260301/{region}/{service}/aws4_request"
    return {
        "authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0"
    }


def code(name: str, path: str = "/", headers: dict[str, str] | None = None) -> str | None:
    refusal = refuse(hosts.find(name, REGION), path, headers or {}, REGION)
    return refusal.code if refusal else None


@pytest.mark.parametrize(
    ("prefix", "scope"),
    [
        ("ec2", "ec2"),
        ("email", "ses"),
        ("api.ecr", "ecr"),
        ("monitoring", "monitoring"),
        ("streams.dynamodb", "dynamodb"),
        ("elasticloadbalancing", "elasticloadbalancing"),
        ("s3", "s3"),
        ("bucket.s3", "s3"),
    ],
)
def test_a_request_signed_for_its_host_passes(prefix: str, scope: str) -> None:
    assert code(f"{prefix}.{REGION}.amazonaws.com", headers=signed(scope)) is None


@pytest.mark.parametrize("service", ["s3", "sts"])
def test_where_nobody_needs_credentials_a_request_passes_without(service: str) -> None:
    assert code(f"{service}.{REGION}.amazonaws.com") is None


def test_elsewhere_a_request_without_a_signature_is_refused() -> None:
    name = f"secretsmanager.{REGION}.amazonaws.com"
    assert code(name) == "MissingAuthenticationToken"
    assert code(name, headers={"authorization": "Bearer x"}) is None


def test_a_request_signed_for_another_service_does_not_reach_that() -> None:
    assert code(f"s3.{REGION}.amazonaws.com", headers=signed("ec2")) == "SignatureDoesNotMatch"
    assert code(f"ec2.{REGION}.amazonaws.com", headers=signed("S3")) == "SignatureDoesNotMatch"


def test_a_request_signed_for_another_region_does_not_reach_that() -> None:
    there = signed("ec2", "us-east-1")
    assert code(f"ec2.{REGION}.amazonaws.com", headers=there) == "SignatureDoesNotMatch"
    assert code("iam.amazonaws.com", headers=signed("iam", "us-east-1")) is None


def test_a_presigned_url_is_signed_too() -> None:
    credential = f"X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20260301%2F{REGION}%2Fec2%2Faws4_request"
    path = f"/key?X-Amz-Algorithm=AWS4-HMAC-SHA256&{credential}"
    assert scope_of(path, {}) == Scope(REGION, "ec2")
    assert code(f"bucket.s3.{REGION}.amazonaws.com", path) == "SignatureDoesNotMatch"


def test_a_host_that_is_nobody_has_nothing() -> None:
    assert code("example.com") == "UnknownEndpoint"


@pytest.mark.parametrize("path", ["/_sandbox/health", "/moto-api/data.json", "/moto-api"])
def test_pages_that_aws_does_not_have_are_not_shown(path: str) -> None:
    assert code(f"s3.{REGION}.amazonaws.com", path) == "NoSuchKey"


def test_a_key_that_looks_nearly_so_is_an_object() -> None:
    assert code(f"s3.{REGION}.amazonaws.com", "/moto-apis/data.json", signed("s3")) is None
