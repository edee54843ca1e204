"""What a machine knows of itself by cloud-init."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aeolus_agent import instance


def test_its_id_is_without_the_line_break(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "instance-id"
    file.write_text("i-0a1b2c\n")
    monkeypatch.setattr(instance, "INSTANCE_ID", file)
    assert instance.instance_id() == "i-0a1b2c"


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        (json.dumps({"v1": {"availability_zone": "us-east-1b"}}), "us-east-1b"),
        (json.dumps({"v1": {"availability_zone": None}}), ""),
        ("{}", ""),
        ("{", ""),
        (None, ""),
    ],
)
def test_its_zone_is_for_people_who_can_do_without(
    text: str | None, zone: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "instance-data.json"
    if text is not None:
        file.write_text(text)
    monkeypatch.setattr(instance, "INSTANCE_DATA", file)
    assert instance.availability_zone() == zone
