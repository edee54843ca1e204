"""What set-up remembers of its steps."""

from __future__ import annotations

from pathlib import Path

import pytest

from aeolus_setup.stamps import Stamp, digest, file_identity


def test_a_step_is_current_for_the_inputs_it_was_done_with(tmp_path: Path) -> None:
    stamp = Stamp(tmp_path / "stamps/step", "one")
    assert not stamp.current
    with stamp.work():
        assert not stamp.current
    assert stamp.current
    assert not Stamp(stamp.path, "two").current


def test_a_step_that_failed_is_interrupted_for_any_inputs(tmp_path: Path) -> None:
    stamp = Stamp(tmp_path / "step", "one")
    assert not stamp.interrupted
    with pytest.raises(KeyboardInterrupt), stamp.work():
        raise KeyboardInterrupt
    assert stamp.interrupted
    assert Stamp(stamp.path, "two").interrupted
    with stamp.work():
        pass
    assert not stamp.interrupted


def test_a_digest_tells_inputs_apart(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.write_text("a==1")
    before = digest(["x", lock])
    assert digest(["x", lock]) == before
    assert digest(["y", lock]) != before
    assert digest(["xa", "b"]) != digest(["x", "ab"])
    lock.write_text("a==2")
    assert digest(["x", lock]) != before


def test_a_replaced_program_has_another_identity(tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text("old")
    before = file_identity(program)
    assert file_identity(program) == before
    program.write_text("newer")
    assert file_identity(program) != before
