"""S3: listing while objects go."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_sandbox.api.patches import s3_concurrent_listing

KINDS = ("lists", "iterlists", "items", "iteritems", "values", "itervalues")


def store() -> Any:
    """Return what a bucket keeps its objects in, with two of them."""
    from moto.s3.utils import _VersionedKeyStore

    kept: Any = _VersionedKeyStore()
    kept["first"], kept["second"], kept["second"] = "one", "two", "three"
    return kept


def listed_while_one_goes(kind: str) -> list[Any]:
    """Return what is told of a store whose second object goes when the first has been told."""
    kept = store()
    told = getattr(kept, kind)()
    found = [next(told)]
    dict.pop(kept, "second")
    return [*found, *told]


def test_moto_has_none_for_what_has_gone() -> None:
    assert listed_while_one_goes("iterlists")[-1] == ("second", None)


@pytest.mark.parametrize("kind", ["items", "values"])
def test_moto_fails_for_what_has_gone(kind: str) -> None:
    with pytest.raises(KeyError):
        listed_while_one_goes(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_patched_what_has_gone_is_not_told(kind: str) -> None:
    with s3_concurrent_listing.PATCH.applied():
        assert len(listed_while_one_goes(kind)) == 1


def test_patched_the_others_are_told_as_they_were() -> None:
    with s3_concurrent_listing.PATCH.applied():
        kept = store()
        assert list(kept.lists()) == [("first", ["one"]), ("second", ["two", "three"])]
        assert list(kept.items()) == [("first", "one"), ("second", "three")]
        assert list(kept.values()) == ["one", "three"]
