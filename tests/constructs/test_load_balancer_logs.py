"""The bucket of access logs: load balancers of this account can write to it, nobody else can."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_constructs.load_balancer_logs import LoadBalancerLogs
from aeolus_constructs.providers import EbsVolume
from support.render import DEPLOYMENT, Rendered, policy, render_construct, resources, search, the


@pytest.fixture(scope="module")
def logs() -> Rendered:
    def build(stack: Any) -> None:
        bucket = LoadBalancerLogs(stack, "logs", deployment=DEPLOYMENT, deletion_protection=True)
        EbsVolume(stack, "user", size=1, availability_zone="us-east-1a", depends_on=bucket.ready)

    return render_construct(build)


def test_is_encrypted_by_the_only_key_that_load_balancers_write_with(logs: Rendered) -> None:
    encryption = the(logs, "aws_s3_bucket_server_side_encryption_configuration")
    default = encryption["rule"][0]["apply_server_side_encryption_by_default"]
    assert default == {"sse_algorithm": "AES256"}
    assert not resources(logs, "aws_kms_key")


def test_load_balancers_of_this_account_may_write_under_any_prefix(logs: Rendered) -> None:
    (write,) = [
        each for each in policy(the(logs, "aws_s3_bucket_policy")) if "Deny" not in each.values()
    ]
    assert write["Principal"] == {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"}
    assert write["Action"] == ["s3:PutObject"]
    assert [each.split("}")[1] for each in write["Resource"]] == [
        "/AWSLogs/123456789012/*",
        "/*/AWSLogs/123456789012/*",
    ]


def test_plain_http_is_refused(logs: Rendered) -> None:
    denied = [
        each for each in policy(the(logs, "aws_s3_bucket_policy")) if each["Effect"] == "Deny"
    ]
    assert [each["Condition"] for each in denied] == [{"Bool": {"aws:SecureTransport": "false"}}]


def test_every_log_expires(logs: Rendered) -> None:
    lifecycle = the(logs, "aws_s3_bucket_lifecycle_configuration")
    assert search("rule[].[filter[0].prefix, expiration[0].days]", lifecycle) == [["", 90]]


def test_a_load_balancer_that_waits_for_it_may_write(logs: Rendered) -> None:
    waits = the(logs, "aws_ebs_volume")["depends_on"]
    assert any(each.startswith("aws_s3_bucket_policy.") for each in waits)
    assert any(each.startswith("aws_s3_bucket_ownership_controls.") for each in waits)
