"""Bundles of certificates are joined."""

from __future__ import annotations

import stat
from pathlib import Path

from aeolus_agent.credentials import authorities


def test_all_are_in_it_for_everybody_to_read(tmp_path: Path) -> None:
    # The first ends without a line break, which would glue two certificates together.
    (tmp_path / "rds").write_text("-----END CERTIFICATE-----")
    (tmp_path / "machine").write_text("-----BEGIN CERTIFICATE-----\n")
    target = tmp_path / "run/authorities.pem"
    authorities.write([tmp_path / "rds", tmp_path / "machine"], target)
    authorities.write([tmp_path / "rds", tmp_path / "machine"], target)
    assert target.read_text() == "-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o644
