"""Which extensions the master user may create."""

from __future__ import annotations

from pathlib import Path

from aeolus_sandbox.services.rds import extensions


def test_those_that_rds_supports_are_trusted_once(tmp_path: Path) -> None:
    for name in extensions._SUPPORTED:
        (tmp_path / f"{name}.control").write_text("relocatable = true\n")
    (tmp_path / "adminpack.control").write_text("relocatable = false\n")
    extensions.allow(tmp_path)
    extensions.allow(tmp_path)
    told = (tmp_path / "pg_stat_statements.control").read_text()
    assert told.count("trusted = true") == 1
    assert "trusted" not in (tmp_path / "adminpack.control").read_text()
