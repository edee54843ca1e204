"""Layers make one archive, and the same files the same bytes, whoever had them and when."""

from __future__ import annotations

import io
import os
import shutil
import tarfile
from pathlib import Path

import pytest
import zstandard

from aeolus_node.bundle.archive import join, write_layer

MODIFIED = 1_700_000_000


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with a program, a link, an empty folder and a name longer than tar's own hundred."""
    root = tmp_path / "tree"
    (root / "bin").mkdir(parents=True)
    (root / "empty").mkdir()
    (root / "lib" / ("a" * 120)).mkdir(parents=True)
    (root / "bin" / "run").write_text("#!/bin/sh\n")
    (root / "bin" / "run").chmod(0o700)
    (root / "bin" / "python").symlink_to("/usr/bin/python3.11")
    (root / "lib" / ("a" * 120) / "data").write_bytes(bytes(range(256)) * 5)
    return root


def layer(root: Path, name: str = "layer") -> Path:
    path = root.parent / name
    write_layer(root, path, MODIFIED)
    return path


def opened(path: Path) -> tarfile.TarFile:
    with path.open("rb") as file:
        reader = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)
        return tarfile.open(fileobj=io.BytesIO(reader.read()))


def test_it_unpacks_to_what_was_packed(tree: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    join([layer(tree)], whole)
    with opened(whole) as file:
        file.extractall(tmp_path / "unpacked", filter="tar")
    unpacked = tmp_path / "unpacked"
    assert (unpacked / "lib" / ("a" * 120) / "data").read_bytes() == bytes(range(256)) * 5
    assert os.readlink(unpacked / "bin" / "python") == "/usr/bin/python3.11"
    assert (unpacked / "empty").is_dir()


def test_layers_are_one_archive(tree: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / "bin").mkdir(parents=True)
    (other / "bin" / "more").touch()
    whole = tmp_path / "whole"
    join([layer(tree, "first"), layer(other, "second")], whole)
    with opened(whole) as file:
        names = file.getnames()
    assert {"bin/run", "bin/more"} <= {*names}
    assert names.index("bin/run") < names.index("bin/more")


def test_it_tells_nothing_of_the_machine_that_packed(tree: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    join([layer(tree)], whole)
    with opened(whole) as file:
        entries = file.getmembers()
    assert {(each.uid, each.gid, each.uname, each.gname) for each in entries} == {(0, 0, "", "")}
    assert {each.mtime for each in entries} == {MODIFIED}
    modes = {each.name: each.mode for each in entries}
    assert modes["bin/run"] == 0o755
    assert modes[f"lib/{'a' * 120}/data"] == 0o644


def test_a_copy_with_other_times_and_in_another_order_makes_the_same_bytes(
    tree: Path, tmp_path: Path
) -> None:
    copied = tmp_path / "elsewhere" / "tree"
    copied.mkdir(parents=True)
    for each in sorted(tree.iterdir(), reverse=True):
        shutil.copytree(each, copied / each.name, symlinks=True)
    for path in copied.rglob("*"):
        os.utime(path, (1, 1), follow_symlinks=False)
    assert layer(copied).read_bytes() == layer(tree).read_bytes()


def test_the_bytes_do_not_depend_on_how_many_processors_compress(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # More than one thread's share.
    (tree / "large").write_bytes(os.urandom(1 << 20) * 24)
    compressor = zstandard.ZstdCompressor
    made = []
    for threads in (1, 2, 5):
        monkeypatch.setattr(
            zstandard,
            "ZstdCompressor",
            lambda threads=threads, **options: compressor(**{**options, "threads": threads}),
        )
        made.append(layer(tree).read_bytes())
    assert made[0] == made[1] == made[2]


def test_another_file_makes_other_bytes(tree: Path) -> None:
    before = layer(tree).read_bytes()
    (tree / "bin" / "run").chmod(0o600)
    assert layer(tree).read_bytes() != before
