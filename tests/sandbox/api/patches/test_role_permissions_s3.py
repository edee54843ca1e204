"""S3: sessions of roles may what their policies and the bucket's allow."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import requests
from botocore.exceptions import ClientError

from support.role_sessions import ACCOUNT, ROLE, Grant, code, worker

BUCKET = "arn:aws:s3:::shop-pages"

Client = Callable[[str], Any]


def test_patched_it_sees_what_it_was_granted_of_a_bucket_and_no_more(grant: Grant) -> None:
    grant(["s3:GetObject", "s3:PutObject"], f"{BUCKET}/public/*")
    s3 = worker("s3")
    assert code(s3.get_object, Bucket="shop-pages", Key="public/page") == ""
    assert code(s3.head_object, Bucket="shop-pages", Key="public/page") == ""
    assert code(s3.put_object, Bucket="shop-pages", Key="public/new", Body=b"") == ""
    assert code(s3.get_object, Bucket="shop-pages", Key="private/page") == "AccessDenied"
    assert code(s3.put_object, Bucket="shop-pages", Key="private/new", Body=b"") == "AccessDenied"
    assert code(s3.delete_object, Bucket="shop-pages", Key="public/page") == "AccessDenied"
    assert code(s3.list_objects_v2, Bucket="shop-pages") == "AccessDenied"


def test_patched_it_lists_what_begins_as_it_may(grant: Grant) -> None:
    prefix = {"StringLike": {"s3:prefix": "public/*"}}
    grant("s3:ListBucket", BUCKET, Condition=prefix)
    s3 = worker("s3")
    assert code(s3.list_objects_v2, Bucket="shop-pages", Prefix="public/") == ""
    assert code(s3.list_objects_v2, Bucket="shop-pages", Prefix="private/") == "AccessDenied"


def test_patched_the_refusal_says_who_may_not_do_what_and_why(grant: Grant) -> None:
    with pytest.raises(ClientError) as refused:
        worker("s3").get_object(Bucket="shop-pages", Key="private/page")
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403
    assert refused.value.response["Error"]["Message"] == (
        f"User: arn:aws:sts::{ACCOUNT}:assumed-role/worker/i-1 is not authorized to perform: "
        f"s3:GetObject on resource: {BUCKET}/private/page because no identity-based policy allows "
        "the s3:GetObject action"
    )


def test_patched_a_deny_wins(grant: Grant) -> None:
    grant("s3:*")
    grant("s3:GetObject", f"{BUCKET}/private/*", "Deny")
    s3 = worker("s3")
    assert code(s3.get_object, Bucket="shop-pages", Key="public/page") == ""
    assert code(s3.get_object, Bucket="shop-pages", Key="private/page") == "AccessDenied"


def test_patched_a_buckets_own_policy_denies_and_allows(grant: Grant, client: Client) -> None:
    grant("s3:GetObject", f"{BUCKET}/private/*")
    statements = [
        {
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": f"{BUCKET}/private/*",
        },
        {
            "Effect": "Allow",
            "Principal": {"AWS": ROLE},
            "Action": "s3:GetObject",
            "Resource": f"{BUCKET}/public/*",
        },
    ]
    policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
    client("s3").put_bucket_policy(Bucket="shop-pages", Policy=policy)
    s3 = worker("s3")
    assert code(s3.get_object, Bucket="shop-pages", Key="private/page") in ("AccessDenied", "403")
    assert code(s3.get_object, Bucket="shop-pages", Key="public/page") == ""


def test_patched_of_several_objects_each_must_be_granted(grant: Grant) -> None:
    grant("s3:DeleteObject", f"{BUCKET}/public/*")
    delete = worker("s3").delete_objects
    public, private = {"Key": "public/page"}, {"Key": "private/page"}
    both = {"Objects": [public, private]}
    assert code(delete, Bucket="shop-pages", Delete=both) == "AccessDenied"
    assert code(delete, Bucket="shop-pages", Delete={"Objects": [public]}) == ""


def test_patched_of_a_copy_its_source_must_be_readable(grant: Grant) -> None:
    grant("s3:PutObject", f"{BUCKET}/public/*")
    copy = worker("s3").copy_object
    source = {"Bucket": "shop-pages", "Key": "private/page"}
    given = {"Bucket": "shop-pages", "Key": "public/copy", "CopySource": source}
    assert code(copy, **given) == "AccessDenied"
    grant("s3:GetObject", f"{BUCKET}/private/*")
    assert code(copy, **given) == ""


def test_patched_an_address_signed_beforehand_may_what_its_signer_may(grant: Grant) -> None:
    grant("s3:GetObject", f"{BUCKET}/public/*")
    s3 = worker("s3")

    def status(key: str) -> int:
        url = s3.generate_presigned_url("get_object", {"Bucket": "shop-pages", "Key": key})
        return requests.get(url, timeout=10).status_code

    assert status("public/page") == 200
    assert status("private/page") == 403
