"""The bucket of DAGs, logs and artefacts: private, recoverable, each role on its own prefix."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aeolus_constructs.deployment import Deployment
from aeolus_constructs.encryption_key import EncryptionKey
from aeolus_constructs.iam import Role
from aeolus_constructs.storage import Storage
from support.render import DEPLOYMENT, Rendered, policy, render_construct, search, the

GRANTS = ["read_dags", "read_artefacts", "read_logs", "write_logs"]


def render(*, deletion_protection: bool = True, deployment: Deployment = DEPLOYMENT) -> Rendered:
    """Render a bucket, and for each grant a role that has only that one."""

    def build(stack: Any) -> None:
        storage = Storage(
            stack,
            "storage",
            deployment=deployment,
            encryption_key=EncryptionKey(stack, "key", deployment=deployment),
            deletion_protection=deletion_protection,
            log_retention_in_days=90,
        )
        for grant in GRANTS:
            role = Role(
                stack,
                grant,
                deployment=deployment,
                suffix=grant,
                service="ec2.amazonaws.com",
                description=grant,
            )
            getattr(storage, f"grant_{grant}")(role)

    return render_construct(build)


@pytest.fixture(scope="module")
def storage() -> Rendered:
    return render()


def allowed(rendered: Rendered, grant: str, service: str) -> dict[str, list[str]]:
    """Return action → last parts of the resources, of what `grant` gives on a service."""
    found: dict[str, list[str]] = {}
    for name, body in rendered["resource"]["aws_iam_role_policy"].items():
        if name.startswith(f"{grant}_"):
            for statement in policy(body):
                for action in statement["Action"]:
                    if action.startswith(f"{service}:"):
                        found[action] = [
                            each.rsplit("}", 1)[1].lstrip("/") for each in statement["Resource"]
                        ]
    return found


def test_encrypts_by_the_environments_key_with_few_requests_to_kms(storage: Rendered) -> None:
    (rule,) = the(storage, "aws_s3_bucket_server_side_encryption_configuration")["rule"]
    default = rule["apply_server_side_encryption_by_default"]
    assert default["sse_algorithm"] == "aws:kms"
    assert default["kms_master_key_id"].startswith("${aws_kms_key.")
    assert rule["bucket_key_enabled"] is True


def test_nothing_can_make_it_public(storage: Rendered) -> None:
    block = the(storage, "aws_s3_bucket_public_access_block")
    switches = [
        "block_public_acls",
        "block_public_policy",
        "ignore_public_acls",
        "restrict_public_buckets",
    ]
    assert [block[each] for each in switches] == [True] * 4
    ownership = the(storage, "aws_s3_bucket_ownership_controls")
    assert ownership["rule"]["object_ownership"] == "BucketOwnerEnforced"


def test_its_policy_only_refuses_what_comes_without_tls(storage: Rendered) -> None:
    (statement,) = policy(the(storage, "aws_s3_bucket_policy"))
    assert statement["Effect"] == "Deny"
    assert statement["Principal"] == "*"
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    bucket, objects = statement["Resource"]
    assert objects == f"{bucket}/*"


def test_versions_are_kept_for_a_while(storage: Rendered) -> None:
    versioning = the(storage, "aws_s3_bucket_versioning")
    assert versioning["versioning_configuration"]["status"] == "Enabled"
    lifecycle = the(storage, "aws_s3_bucket_lifecycle_configuration")
    assert search("rule[].noncurrent_version_expiration[].noncurrent_days", lifecycle) == [30]


def test_only_logs_expire(storage: Rendered) -> None:
    lifecycle = the(storage, "aws_s3_bucket_lifecycle_configuration")
    expiring = search("rule[?expiration[0].days].[filter[0].prefix, expiration[0].days]", lifecycle)
    assert expiring == [["logs/", 90]]


def test_unfinished_uploads_and_delete_markers_are_cleaned_up_everywhere(
    storage: Rendered,
) -> None:
    lifecycle = the(storage, "aws_s3_bucket_lifecycle_configuration")
    (rule,) = search("rule[?filter[0].prefix == '']", lifecycle)
    assert search("abort_incomplete_multipart_upload[0].days_after_initiation", rule) == 7
    assert search("expiration[0].expired_object_delete_marker", rule) is True


@pytest.mark.parametrize("protected", [True, False])
def test_objects_are_deleted_with_an_unprotected_bucket_only(protected: bool) -> None:
    bucket = the(render(deletion_protection=protected), "aws_s3_bucket")
    assert bucket["force_destroy"] is not protected


@pytest.mark.parametrize("environment", ["test", "an-environment-with-a-name-beyond-all-measure"])
def test_a_name_never_collides_and_always_fits(environment: str) -> None:
    deployment = Deployment(environment, DEPLOYMENT.account_id, DEPLOYMENT.region)
    bucket = the(render(deployment=deployment), "aws_s3_bucket")
    assert "bucket" not in bucket
    assert bucket["bucket_prefix"].startswith("aeolus-")
    assert bucket["bucket_prefix"].endswith("-storage-")
    assert len(bucket["bucket_prefix"]) <= 37  # the provider's limit: 63, less the 26 it adds


@pytest.mark.parametrize(
    ("grant", "prefix"),
    [("read_dags", "dags/*"), ("read_artefacts", "artefacts/*"), ("read_logs", "logs/*")],
)
def test_a_reader_reads_its_own_prefix(storage: Rendered, grant: str, prefix: str) -> None:
    assert allowed(storage, grant, "s3") == {"s3:GetObject": [prefix], "s3:ListBucket": [""]}
    assert list(allowed(storage, grant, "kms")) == ["kms:Decrypt"]


def test_a_writer_of_logs_cannot_delete_them_or_touch_dags(storage: Rendered) -> None:
    assert allowed(storage, "write_logs", "s3") == {
        "s3:GetObject": ["logs/*"],
        "s3:PutObject": ["logs/*"],
        "s3:AbortMultipartUpload": ["logs/*"],
        "s3:ListBucket": [""],
    }
    assert list(allowed(storage, "write_logs", "kms")) == ["kms:Decrypt", "kms:GenerateDataKey"]


def test_access_is_closed_one_step_after_the_other(storage: Rendered) -> None:
    policy_, ownership = (
        the(storage, "aws_s3_bucket_policy"),
        the(storage, "aws_s3_bucket_ownership_controls"),
    )
    assert "aws_s3_bucket_public_access_block." in json.dumps(policy_["depends_on"])
    assert "aws_s3_bucket_policy." in json.dumps(ownership["depends_on"])


def test_lifecycle_rules_for_versions_wait_for_versioning(storage: Rendered) -> None:
    lifecycle = the(storage, "aws_s3_bucket_lifecycle_configuration")
    assert "aws_s3_bucket_versioning." in json.dumps(lifecycle["depends_on"])
