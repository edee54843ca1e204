"""S3: versions of objects with names that must be encoded."""

from __future__ import annotations

from typing import Any

from aeolus_sandbox.api.patches import s3_version_names
from sandbox.api.patches.conftest import REGION, Client

NAME = "run=2026-11-29T09:31:30+00:00/a b"


def listed(s3: Any, **asked: str) -> dict[str, Any]:
    """Return what is told of a version and a delete marker, its names as they came."""
    s3.create_bucket(Bucket="runs", CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_bucket_versioning(Bucket="runs", VersioningConfiguration={"Status": "Enabled"})
    s3.put_object(Bucket="runs", Key=NAME, Body=b"log")
    s3.delete_object(Bucket="runs", Key=NAME)
    answer: dict[str, Any] = s3.list_object_versions(Bucket="runs", Prefix="run=", **asked)
    return answer


def test_moto_does_not_encode_them(client: Client) -> None:
    answer = listed(client("s3"), EncodingType="url")
    assert (answer["Versions"][0]["Key"], answer.get("EncodingType")) == (NAME, None)


def test_patched_they_are_encoded_for_who_asks(client: Client) -> None:
    with s3_version_names.PATCH.applied():
        answer = listed(client("s3"), EncodingType="url")
    encoded = "run%3D2026-11-29T09%3A31%3A30%2B00%3A00/a%20b"
    assert [each["Key"] for each in answer["Versions"]] == [encoded]
    assert [each["Key"] for each in answer["DeleteMarkers"]] == [encoded]
    assert (answer["EncodingType"], answer["Prefix"]) == ("url", "run%3D")


def test_patched_they_are_as_they_are_for_who_does_not(client: Client) -> None:
    """boto3 asks by itself, and decodes by itself."""
    with s3_version_names.PATCH.applied():
        answer = listed(client("s3"))
    assert answer["Versions"][0]["Key"] == NAME
