"""S3: the names of versions are encoded for who asks for that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

from aeolus_sandbox.api.patches.patch import Patch, Replacement

_NAMES = ("Prefix", "Delimiter", "KeyMarker", "NextKeyMarker")
_LISTS = {"Versions": "Key", "DeleteMarkers": "Key", "CommonPrefixes": "Prefix"}


def _encoding(original: Callable[..., Any]) -> Callable[..., Any]:
    def list_object_versions(self: Any) -> Any:
        if self.querystring.get("encoding-type") != ["url"]:
            return original(self)
        serialized = self.serialized
        self.serialized = lambda answer: serialized(_encoded(answer))
        try:
            return original(self)
        finally:
            del self.serialized

    return list_object_versions


def _encoded(answer: Any) -> Any:
    told = answer.result
    told["EncodingType"] = "url"
    for name in _NAMES:
        if told.get(name):
            told[name] = quote(told[name])
    for name, key in _LISTS.items():
        for each in told.get(name, ()):
            each[key] = quote(each[key])
    return answer


def _replacements() -> Sequence[Replacement]:
    from moto.s3.responses import S3Response

    return [Replacement(S3Response, "list_object_versions", _encoding)]


PATCH = Patch(
    name="s3_version_names",
    aws="ListObjectVersions encodes names when asked to, as Terraform does to empty a bucket",
    source="Amazon S3 API Reference, ListObjectVersions, encoding-type",
    moto="does not, so that what has a plus in its name is never found again, and the bucket stays",
    replacements=_replacements,
)
