"""A bucket in memory with pushed DAGs in it, and a client that reads it as boto3's does."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError, EndpointConnectionError

from aeolus_agent.dags.keys import Keys
from aeolus_agent.dags.manifest import Entry, Manifest
from aeolus_agent.dags.store import DagStore

KEYS = Keys("dags")


def entry(path: str, content: bytes, *, executable: bool = False) -> Entry:
    return Entry(path, hashlib.sha256(content).hexdigest(), len(content), executable)


@dataclass
class Pushed:
    """Objects by key. `asked` are the keys that were read; unless `up`, S3 does not answer."""

    objects: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    up: bool = True

    def push(self, files: Mapping[str, bytes], *, executable: tuple[str, ...] = ()) -> str:
        """Make a version of `files` current, as a pusher leaves it; return it."""
        manifest = Manifest.of(
            entry(path, content, executable=path in executable) for path, content in files.items()
        )
        for path, content in files.items():
            self.objects[KEYS.object(entry(path, content).sha256)] = content
        self.objects[KEYS.manifest(manifest.version)] = manifest.dumps()
        self.objects[KEYS.current] = f"{manifest.version}\n".encode()
        return manifest.version

    def get_object(self, *, Bucket: str, Key: str) -> dict[str, Any]:
        self.asked.append(Key)
        if not self.up:
            raise EndpointConnectionError(endpoint_url="https://s3")
        if Key not in self.objects:
            raise ClientError({"Error": {"Code": "NoSuchKey", "Message": "gone"}}, "GetObject")
        return {"Body": io.BytesIO(self.objects[Key])}

    @property
    def store(self) -> DagStore:
        return DagStore(bucket="storage", prefix="dags", region="eu-central-1", client=self)
