"""What is done about the device of a volume, and the files that hold what is on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from aeolus_sandbox.services.volumes.store import Store
from aeolus_sandbox.services.volumes.volume import (
    GIB,
    Attachment,
    Step,
    Volume,
    decide,
    free_number,
)

ATTACHED = Attachment("i-0123", "/dev/sdf")
LEAVING = Attachment("i-0123", "/dev/sdf", detaching=True)
PULLED = Attachment("i-0123", "/dev/sdf", detaching=True, force=True)


def volume(attachment: Attachment | None = None, size: int = GIB) -> Volume:
    return Volume("vol-0123", size, attachment=attachment)


def write(file: Path, text: bytes) -> None:
    with file.open("r+b") as opened:
        opened.write(text)


def begin(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(4)


@pytest.mark.parametrize(
    ("attachment", "machine", "shown", "exists", "busy", "step"),
    [
        (None, False, False, False, False, None),
        (None, False, False, True, False, Step.RELEASE),
        (ATTACHED, False, False, True, False, None),  # its instance is stopped
        (ATTACHED, True, False, False, False, Step.APPEAR),
        (ATTACHED, True, False, True, False, Step.APPEAR),  # its machine has booted again
        (ATTACHED, True, True, True, True, None),
        (LEAVING, True, True, True, True, Step.STAY),
        (LEAVING, True, True, True, False, Step.VANISH),
        (LEAVING, False, False, True, False, Step.VANISH),  # whoever had it mounted is gone
        (PULLED, True, True, True, True, Step.VANISH),
    ],
)
def test_what_is_done(
    attachment: Attachment | None,
    machine: bool,
    shown: bool,
    exists: bool,
    busy: bool,
    step: Step | None,
) -> None:
    found = decide(volume(attachment), machine=machine, shown=shown, exists=exists, busy=busy)
    assert found == step


def test_numbers_are_given_again() -> None:
    assert free_number(()) == 1  # 0 is the root volume
    assert free_number({1, 3}) == 2


def test_a_volume_has_its_size_and_takes_no_room(tmp_path: Path) -> None:
    store = Store(tmp_path / "volumes")
    assert store.provide(volume())
    made = store.file("vol-0123").stat()
    assert (made.st_size, made.st_blocks) == (GIB, 0)
    assert not store.provide(volume())


def test_it_grows_and_keeps_what_it_holds(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.provide(volume())
    write(store.file("vol-0123"), b"kept")
    assert store.provide(volume(size=2 * GIB))
    assert not store.provide(volume(size=GIB))
    assert store.file("vol-0123").stat().st_size == 2 * GIB
    assert begin(store.file("vol-0123")) == b"kept"


def test_a_snapshot_holds_what_was_there_then_and_takes_no_more_room(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.provide(volume())
    write(store.file("vol-0123"), b"then")
    store.keep("vol-0123", "snap-1")
    write(store.file("vol-0123"), b"now!")
    store.provide(Volume("vol-copy", 2 * GIB, "snap-1"))
    copy = store.file("vol-copy")
    assert begin(copy) == b"then"
    assert copy.stat().st_size == 2 * GIB
    assert copy.stat().st_blocks * 512 < 2**20


def test_a_snapshot_of_what_never_was_written_makes_an_empty_volume(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.keep("vol-0123", "snap-1")
    assert store.provide(Volume("vol-copy", GIB, "snap-1"))


def test_only_what_is_no_more_is_deleted(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert store.drop_all_but(set()) == []
    store.provide(volume())
    store.keep("vol-0123", "snap-1")
    assert store.drop_all_but({"snap-1"}) == ["vol-0123"]
    assert [file.name for file in tmp_path.iterdir()] == ["snap-1"]
