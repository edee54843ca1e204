"""A machine's own disk over layers that are shared."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from aeolus_sandbox.machines.layers import Disk, mount_points
from support.machines import needs_machines


@pytest.fixture
def layers(tmp_path: Path) -> list[Path]:
    """Return two layers, the second with a file that the first one covers."""
    top, bottom = tmp_path / "a: top", tmp_path / "bottom"
    for layer in (top, bottom):
        layer.mkdir()
        (layer / "both").write_text(layer.name)
    (bottom / "below").write_text("bottom")
    return [top, bottom]


@pytest.fixture(params=[None, 16 * 2**20], ids=["as large as it may be", "with a size"])
def disk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Disk]:
    made = Disk(tmp_path / "a disk", request.param)
    yield made
    made.discard()


@needs_machines
def test_upper_layers_cover_lower_ones_and_none_is_written_to(
    disk: Disk, layers: list[Path]
) -> None:
    disk.mount(layers)
    assert (disk.root / "both").read_text() == "a: top"
    assert (disk.root / "below").read_text() == "bottom"
    (disk.root / "both").write_text("mine")
    assert (layers[0] / "both").read_text() == "a: top"
    assert (disk.upper / "both").read_text() == "mine"


@needs_machines
def test_what_was_written_outlives_unmounting(disk: Disk, layers: list[Path]) -> None:
    disk.mount(layers)
    (disk.root / "new").write_text("mine")
    disk.unmount()
    assert not disk.mounted
    assert not (disk.root / "new").exists()
    disk.mount(layers)
    disk.mount(layers)
    assert disk.mounted
    assert (disk.root / "new").read_text() == "mine"
    disk.unmount()
    assert not disk.mounted


@needs_machines
def test_a_discarded_disk_leaves_nothing_even_while_it_is_in_use(
    disk: Disk, layers: list[Path]
) -> None:
    disk.mount(layers)
    (disk.root / "new").write_text("mine")
    with (disk.root / "new").open():
        disk.discard()
    assert list(disk.directory.iterdir()) == []
    disk.discard()


@needs_machines
def test_one_with_a_size_is_full_at_that_and_others_are_not(
    tmp_path: Path, layers: list[Path]
) -> None:
    small, other = (Disk(tmp_path / name, 16 * 2**20) for name in ("small", "other"))
    try:
        small.mount(layers)
        other.mount(layers)
        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
            (small.root / "large").write_bytes(bytes(17 * 2**20))
        (other.root / "large").write_bytes(bytes(8 * 2**20))
    finally:
        small.discard()
        other.discard()


@needs_machines
def test_one_that_was_not_made_to_its_end_is_made_anew(tmp_path: Path, layers: list[Path]) -> None:
    disk = Disk(tmp_path / "disk", 16 * 2**20)
    disk.directory.mkdir()
    (disk.directory / "disk.new").write_text("killed here")
    try:
        disk.mount(layers)
        (disk.root / "new").write_text("mine")
    finally:
        disk.discard()
    assert list(disk.directory.iterdir()) == []


def test_mounts_are_found_below_a_directory_the_latest_first(tmp_path: Path) -> None:
    table = tmp_path / "mountinfo"
    table.write_text(
        "21 1 0:20 / /state/one rw - overlay overlay rw\n"
        "22 1 0:21 / /state/one/a\\040disk rw - overlay overlay rw\n"
        "23 1 0:22 / /state/one-more rw - overlay overlay rw\n"
    )
    found = mount_points(Path("/state/one"), table)
    assert found == ["/state/one/a disk", "/state/one"]
