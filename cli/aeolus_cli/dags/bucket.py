"""The bucket that DAGs are pushed to, as the one who pushes sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from aeolus_agent.dags.keys import Keys
from aeolus_agent.dags.manifest import Manifest, ManifestError
from aeolus_cli.errors import UserError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

LOST = frozenset({"PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey", "404"})
"""What S3 answers a conditional write that comes too late (Amazon S3 User Guide, "Add
preconditions to S3 operations with conditional requests")."""


@dataclass(frozen=True)
class Current:
    """What nodes are told to run, and the tag of the object that says so."""

    version: str
    etag: str


@dataclass(frozen=True)
class Version:
    """A version that was pushed, last at `pushed`."""

    version: str
    pushed: datetime


class DagBucket:
    """Pushed DAGs below `prefix` of `bucket`, by the caller's credentials."""

    def __init__(self, s3: S3Client, *, bucket: str, prefix: str) -> None:
        """`prefix` has no slash at its end."""
        self._s3, self.name, self.keys = s3, bucket, Keys(prefix)

    def current(self) -> Current | None:
        """Return what is current now; None before the first push."""
        try:
            answer = self._s3.get_object(Bucket=self.name, Key=self.keys.current)
        except ClientError as error:
            if error.response["Error"]["Code"] in {"NoSuchKey", "404"}:
                return None
            raise
        return Current(answer["Body"].read().decode(errors="replace").strip(), answer["ETag"])

    def manifest(self, version: str) -> Manifest:
        """Return what a version consists of; nothing for one that is not there or damaged."""
        try:
            answer = self._s3.get_object(Bucket=self.name, Key=self.keys.manifest(version))
            return Manifest.loads(answer["Body"].read())
        except ClientError as error:
            if error.response["Error"]["Code"] in {"NoSuchKey", "404"}:
                return Manifest()
            raise
        except ManifestError:
            return Manifest()

    def versions(self) -> list[Version]:
        """Return the versions that were pushed, the last one first."""
        found = [
            Version(self.keys.version_of(key), moment)
            for key, (_, moment) in self._listed(self.keys.manifests).items()
        ]
        return sorted(found, key=lambda one: (one.pushed, one.version), reverse=True)

    def missing(self, manifest: Manifest) -> dict[str, int]:
        """Return the contents of `manifest` that are not there, or cut short: hash → bytes."""
        held = {key: size for key, (size, _) in self._listed(self.keys.objects).items()}
        return {
            sha256: size
            for sha256, size in manifest.objects.items()
            if held.get(self.keys.object(sha256)) != size
        }

    def put_content(self, sha256: str, content: bytes) -> None:
        """Store a content under its hash."""
        self._s3.put_object(Bucket=self.name, Key=self.keys.object(sha256), Body=content)

    def put_manifest(self, manifest: Manifest) -> None:
        """Store a manifest under its digest."""
        key = self.keys.manifest(manifest.version)
        self._s3.put_object(Bucket=self.name, Key=key, Body=manifest.dumps())

    def make_current(self, version: str, before: Current | None) -> None:
        """Tell nodes to run `version`, unless what they run is not `before` any more.

        Raises UserError then: somebody else pushed meanwhile.
        """
        condition = {"IfMatch": before.etag} if before else {"IfNoneMatch": "*"}
        try:
            self._s3.put_object(
                Bucket=self.name,
                Key=self.keys.current,
                Body=f"{version}\n".encode(),
                **condition,  # type: ignore[arg-type]
            )
        except ClientError as error:
            if error.response["Error"]["Code"] not in LOST:
                raise
            now = self.current()
            raise UserError(
                f"somebody else pushed meanwhile: {now.version if now else 'nothing'} is current, "
                f"and stays",
                cure="get their changes, and push again",
            ) from error

    def _listed(self, prefix: str) -> dict[str, tuple[int, datetime]]:
        pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=prefix)
        return {
            one["Key"]: (one["Size"], one["LastModified"])
            for page in pages
            for one in page.get("Contents", [])
        }
