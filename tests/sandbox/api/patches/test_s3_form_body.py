"""S3: an object that its sender calls a form."""

from __future__ import annotations

from typing import Any

from aeolus_sandbox.api.patches import s3_form_body
from sandbox.api.patches.conftest import REGION, Client

FORM = "application/x-www-form-urlencoded"
BODY = b"a b=c&d"


def kept(s3: Any) -> dict[str, Any]:
    """Return what is got of an object that is put as a form."""
    configuration = {"LocationConstraint": REGION}
    s3.create_bucket(Bucket="forms", CreateBucketConfiguration=configuration)
    s3.put_object(Bucket="forms", Key="key", Body=BODY, ContentType=FORM)
    answer: dict[str, Any] = s3.get_object(Bucket="forms", Key="key")
    return answer


def test_moto_keeps_something_else(client: Client) -> None:
    assert kept(client("s3"))["Body"].read() != BODY


def test_patched_it_is_kept_as_it_is(client: Client) -> None:
    with s3_form_body.PATCH.applied():
        answer = kept(client("s3"))
    assert (answer["Body"].read(), answer["ContentType"]) == (BODY, FORM)
