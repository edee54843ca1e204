"""The version of Systems Manager's agent is pinned by whoever can fetch it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from urllib.error import URLError

import pytest

from aeolus_node.ssm_agent import main, pinned


def test_hashes_of_both_architectures_are_written_and_read_back(tmp_path: Path) -> None:
    lock = tmp_path / "ssm-agent.json"
    assert main(["3.3.1.0"], get=str.encode, lock=lock) == 0
    found = pinned(lock)
    assert found is not None
    assert found.version == "3.3.1.0"
    for architecture in ("amd64", "arm64"):
        address = (
            "https://amazon-ssm-us-east-1.s3.us-east-1.amazonaws.com/3.3.1.0/"
            f"debian_{architecture}/amazon-ssm-agent.deb"
        )
        assert found.sha256[architecture] == hashlib.sha256(address.encode()).hexdigest()


def test_without_a_pin_there_is_no_agent(tmp_path: Path) -> None:
    assert pinned(tmp_path / "ssm-agent.json") is None


def test_what_cannot_be_fetched_is_told_and_nothing_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def away(_: str) -> bytes:
        raise URLError("no route")

    lock = tmp_path / "ssm-agent.json"
    assert main(["3.3.1.0"], get=away, lock=lock) == 2
    assert "SSM agent 3.3.1.0 cannot be fetched" in capsys.readouterr().err
    assert not lock.exists()


def test_a_version_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "usage" in capsys.readouterr().err
