"""A version is named by what is in it, and holds nothing that a node could not lay out."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeolus_agent.dags.manifest import Entry, Manifest, ManifestError, is_digest

HASH = "0" * 64

names = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="/\\"),
    min_size=1,
    max_size=20,
).filter(lambda name: name not in {".", ".."})
paths = st.lists(names, min_size=1, max_size=4).map("/".join)
hashes = st.binary(max_size=8).map(lambda content: hashlib.sha256(content).hexdigest())
entries = st.builds(Entry, paths, hashes, st.integers(0, 10**12), st.booleans())


@st.composite
def versions(draw: st.DrawFn) -> list[Entry]:
    """Files of which none is another's folder."""
    drawn = draw(st.lists(entries, max_size=8, unique_by=lambda one: one.path.split("/")[0]))
    return drawn


@given(versions(), st.randoms(use_true_random=False))
def test_the_same_files_are_the_same_version_in_whatever_order(
    files: list[Entry], random: Any
) -> None:
    turned = list(files)
    random.shuffle(turned)
    assert Manifest.of(turned) == Manifest.of(files)
    assert Manifest.of(turned).version == Manifest.of(files).version


@given(versions())
def test_what_is_written_is_read_back(files: list[Entry]) -> None:
    written = Manifest.of(files)
    assert Manifest.loads(written.dumps()) == written
    assert is_digest(written.version)


@given(versions(), entries)
def test_another_file_another_mode_or_another_content_is_another_version(
    files: list[Entry], more: Entry
) -> None:
    without = [one for one in files if one.path.split("/")[0] != more.path.split("/")[0]]
    other_mode = Entry(more.path, more.sha256, more.size, not more.executable)
    other_size = Entry(more.path, more.sha256, more.size + 1, more.executable)
    made = [Manifest.of([*without, *one]) for one in ([], [more], [other_mode], [other_size])]
    assert len({one.version for one in made}) == 4


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/etc/passwd", "is not inside the folder"),
        ("../up.py", "leaves the folder"),
        ("a/../../up.py", "leaves the folder"),
        ("a/..", "leaves the folder"),
        ("a//b.py", "has an empty part"),
        ("a/", "has an empty part"),
        ("", "has an empty part"),
        ("./a.py", "has an empty part"),
        ("a/./b.py", "has an empty part"),
        ("a\nb.py", "has a control character"),
        ("a\x00b.py", "has a control character"),
        ("a\\b.py", "has a backslash"),
        ("a\udcffb.py", "is not UTF-8"),
        ("é" * 128, "longer than 255 bytes"),
        ("/".join(["a" * 200] * 6), "longer than 1024 bytes"),
    ],
)
def test_a_path_that_a_node_could_not_or_must_not_write_is_refused(path: str, fault: str) -> None:
    with pytest.raises(ManifestError, match=fault):
        Manifest.of([Entry(path, HASH, 0)])


@pytest.mark.parametrize(
    ("paths", "fault"),
    [
        (["a.py", "a.py"], "comes twice"),
        (["a", "a/b.py"], "is a file and the folder of"),
        (["a/b", "a/b/c/d.py"], "is a file and the folder of"),
    ],
)
def test_paths_that_exclude_each_other_are_refused(paths: list[str], fault: str) -> None:
    with pytest.raises(ManifestError, match=fault):
        Manifest.of(Entry(path, HASH, 0) for path in paths)


def test_a_file_without_a_hash_is_refused() -> None:
    with pytest.raises(ManifestError, match="no hash"):
        Manifest.of([Entry("a.py", "../../etc/passwd", 0)])


WRITTEN = json.loads(Manifest.of([Entry("a.py", HASH, 3)]).dumps())


def changed(**file: object) -> bytes:
    whole = {**WRITTEN, "files": [{**WRITTEN["files"][0], **file}]}
    return json.dumps(whole, sort_keys=True, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        json.dumps({**WRITTEN, "format": 2}).encode(),
        json.dumps(WRITTEN, indent=1).encode(),
        changed(path="../a.py"),
        changed(size="3"),
        changed(size=True),
        changed(executable=1),
        changed(owner="root"),
    ],
)
def test_what_no_pusher_wrote_is_refused(text: bytes) -> None:
    with pytest.raises(ManifestError):
        Manifest.loads(text)


def test_the_changed_manifests_are_refused_for_the_change() -> None:
    assert Manifest.loads(changed()).entries == (Entry("a.py", HASH, 3),)


def test_a_content_that_two_files_share_is_one_object() -> None:
    files = [Entry("a.py", HASH, 3), Entry("b.py", HASH, 3, executable=True)]
    assert Manifest.of(files).objects == {HASH: 3}
