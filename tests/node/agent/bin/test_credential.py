"""The command by which Airflow reads its secrets."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import aeolus_agent

COMMAND = Path(aeolus_agent.__file__).parent / "bin/credential"


def credential(name: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Ask for a credential."""
    return subprocess.run(
        [COMMAND, name],
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
    )


def test_a_unit_reads_what_it_was_given_to_the_letter(tmp_path: Path) -> None:
    (tmp_path / "broker_url").write_text("rediss://:a b%@broker")
    assert credential("broker_url", CREDENTIALS_DIRECTORY=str(tmp_path)).stdout == (
        "rediss://:a b%@broker"
    )


def test_what_it_was_not_given_fails_so_that_airflow_says_which_it_was(tmp_path: Path) -> None:
    done = credential("jwt_secret", CREDENTIALS_DIRECTORY=str(tmp_path))
    assert done.returncode != 0
    assert done.stdout == ""
    assert "jwt_secret" in done.stderr


def test_outside_of_a_unit_it_says_so() -> None:
    done = credential("jwt_secret")
    assert done.returncode != 0
    assert "CREDENTIALS_DIRECTORY" in done.stderr
