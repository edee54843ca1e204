"""Reads pushed DAGs from S3, as a node's role may; believes what its hash proves."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import Any

from .keys import Keys
from .manifest import Manifest, ManifestError, is_digest

AT_ONCE = 10
"""Contents that are fetched at the same time: the connections that a client of botocore keeps."""

_ABSENT = frozenset({"NoSuchKey", "404"})


class StoreError(Exception):
    """S3 did not give what was asked for: its text says what, from where, and why."""


class DagStore:
    """The DAGs below `prefix` of `bucket`; a client is made when something is asked for."""

    def __init__(self, *, bucket: str, prefix: str, region: str, client: Any = None) -> None:
        """`client` is boto3's for S3; by default, one of the node's role."""
        self._bucket, self._keys = bucket, Keys(prefix)
        self._region, self._client = region, client

    @property
    def place(self) -> str:
        """Where it reads, as people write it."""
        return f"s3://{self._bucket}/{self._keys.folder}"

    def current(self) -> str | None:
        """Return the version that nodes are to run; None where none was ever pushed.

        Raises StoreError, as all of these do.
        """
        key = self._keys.current
        try:
            version = self._read(key).decode(errors="replace").strip()
        except _Absent:
            return None
        if not is_digest(version):
            raise StoreError(f"{self._name(key)} names no version: {version[:80]!r}; push again")
        return version

    def manifest(self, version: str) -> Manifest:
        """Return what `version` consists of."""
        key = self._keys.manifest(version)
        text = self._proven(key, version)
        try:
            return Manifest.loads(text)
        except ManifestError as error:
            raise StoreError(f"{self._name(key)} {error}; push again") from error

    def content(self, sha256: str) -> bytes:
        """Return the content of that hash."""
        return self._proven(self._keys.object(sha256), sha256)

    def _proven(self, key: str, sha256: str) -> bytes:
        try:
            found = self._read(key)
        except _Absent as error:
            raise StoreError(f"{self._name(key)} is not there; push again") from error
        if hashlib.sha256(found).hexdigest() != sha256:
            raise StoreError(f"{self._name(key)} is damaged: delete it, and push again")
        return found

    def _read(self, key: str) -> bytes:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            found: bytes = self._s3.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        except ClientError as error:
            if error.response["Error"]["Code"] in _ABSENT:
                raise _Absent(f"{self._name(key)} is not there") from error
            raise StoreError(f"{self._name(key)} cannot be read: {error}") from error
        except (BotoCoreError, OSError) as error:  # OSError: a connection lost in mid-body
            raise StoreError(f"{self._name(key)} cannot be read: {error}") from error
        return found

    @cached_property
    def _s3(self) -> Any:
        if self._client is None:
            # Not for those who find all they need in the cache: a task starts that much earlier.
            from aeolus_agent.aws import client

            return client("s3", self._region)
        return self._client

    def _name(self, key: str) -> str:
        return f"s3://{self._bucket}/{key}"


class _Absent(StoreError):
    """There is no such object."""
