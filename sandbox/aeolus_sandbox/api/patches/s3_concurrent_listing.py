"""S3: a bucket can be listed while somebody deletes from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement

Lists = Callable[[Any], Iterator[tuple[str, list[Any]]]]


def _still_there(original: Lists) -> Lists:
    def lists(self: Any) -> Iterator[tuple[str, list[Any]]]:
        # moto looks each name of a copy up again, and has None for one that has gone since.
        return ((name, list(versions)) for name, versions in original(self) if versions is not None)

    return lists


def _latest(of: Callable[[str, Any], Any]) -> Callable[[Any], Callable[[Any], Iterator[Any]]]:
    def make(_: Any) -> Callable[[Any], Iterator[Any]]:
        return lambda self: (of(name, versions[-1]) for name, versions in self.lists() if versions)

    return make


def _replacements() -> Sequence[Replacement]:
    from moto.s3.utils import _VersionedKeyStore as Keys

    items, values = _latest(lambda name, key: (name, key)), _latest(lambda _, key: key)
    return [
        *(Replacement(Keys, name, _still_there) for name in ("lists", "iterlists")),
        *(Replacement(Keys, name, items) for name in ("items", "iteritems")),
        *(Replacement(Keys, name, values) for name in ("values", "itervalues")),
    ]


PATCH = Patch(
    name="s3_concurrent_listing",
    aws="a bucket is listed as it is at a moment, whoever deletes from it meanwhile",
    source="Amazon S3 User Guide, Amazon S3 data consistency model",
    moto="fails, by a name whose object has gone since: two objects that Terraform deletes at once",
    replacements=_replacements,
)
