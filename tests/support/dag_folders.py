"""Folders of DAGs, and a bucket of an account that is in this process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
from moto import mock_aws

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

BUCKET = "storage"


def lay_out(root: Path, files: Mapping[str, str]) -> Path:
    """Write files below `root`; return it."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return root


@contextmanager
def bucket_in_memory() -> Iterator[S3Client]:
    """A client of an account that has a bucket."""
    with mock_aws():
        client: S3Client = boto3.Session("test", "test", region_name="us-east-1").client("s3")
        client.create_bucket(Bucket=BUCKET)
        yield client
