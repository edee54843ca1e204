"""What checkov's report means for the gate."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_constructs.suppressions import Suppression
from aeolus_gate.findings import Finding, findings, judge


def block(path: str) -> dict[str, Any]:
    return {"//": {"metadata": {"path": path}}}


PROD = {
    "resource": {
        "aws_s3_bucket": {"logs": block("prod/storage/logs"), "dags": block("prod/storage/dags")},
        "aws_iam_policy": {"policy": block("prod/masters/policy")},
    },
    "data": {"aws_iam_policy_document": {"document": block("prod/masters/document")}},
}


def record(address: str, check_id: str = "CKV_1", file: str = "/prod/cdk.tf.json") -> Any:
    return {"check_id": check_id, "check_name": "Why", "resource": address, "file_path": file}


def report(*failed: Any, errors: tuple[str, ...] = ()) -> Any:
    passed = [record("resource.dags", "CKV_PASSES")]
    return {
        "results": {
            "passed_checks": passed,
            "failed_checks": failed,
            "parsing_errors": list(errors),
        }
    }


def finding(path: str = "storage/logs", check_id: str = "CKV_1") -> Finding:
    return Finding("prod", check_id, "Why", "aws_s3_bucket", path)


@pytest.mark.parametrize(
    ("address", "resource_type", "path"),
    [
        ("resource.logs", "aws_s3_bucket", "storage/logs"),
        ("aws_s3_bucket.logs", "aws_s3_bucket", "storage/logs"),
        ("data.document", "aws_iam_policy_document", "masters/document"),
        ("data.aws_iam_policy_document.document", "aws_iam_policy_document", "masters/document"),
        ("provider.aws", "provider", "aws"),
    ],
)
def test_a_finding_tells_type_and_construct(address: str, resource_type: str, path: str) -> None:
    (found,) = findings(report(record(address)), {"prod": PROD})
    assert (found.resource_type, found.path) == (resource_type, path)


def test_a_finding_reads_as_one_line() -> None:
    assert str(finding()) == "prod: storage/logs (aws_s3_bucket): CKV_1 Why"


def test_a_block_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"resource\.other, which is not in the Terraform JSON"):
        list(findings(report(record("resource.other")), {"prod": PROD}))


def test_a_stack_that_was_not_read_is_an_error() -> None:
    with pytest.raises(ValueError, match="could not read the stack of dev"):
        list(findings(report(), {"prod": PROD, "dev": PROD}))
    with pytest.raises(ValueError, match="could not read"):
        list(findings(report(errors=("/prod/cdk.tf.json",)), {"prod": PROD}))


def test_every_finding_fails_without_suppressions() -> None:
    verdict = judge([finding(), finding("storage/dags")], ())
    assert [each.path for each in verdict.failures] == ["storage/dags", "storage/logs"]
    assert verdict.suppressed == 0


@pytest.mark.parametrize(
    ("suppression", "covered"),
    [
        (Suppression("CKV_1", "aws_s3_bucket", "reason"), True),
        (Suppression("CKV_1", "aws_s3_bucket", "reason", path="storage/logs"), True),
        (Suppression("CKV_1", "aws_s3_bucket", "reason", path="*/logs"), True),
        (Suppression("CKV_1", "aws_s3_bucket", "reason", path="storage"), False),
        (Suppression("CKV_1", "aws_kms_key", "reason"), False),
        (Suppression("CKV_10", "aws_s3_bucket", "reason"), False),
    ],
)
def test_a_suppression_covers_its_check_type_and_path(
    suppression: Suppression, covered: bool
) -> None:
    verdict = judge([finding()], [suppression])
    assert verdict.suppressed == int(covered)
    assert bool(verdict.failures) is not covered
    # One that covers nothing has to go.
    assert bool(verdict.stale) is not covered
