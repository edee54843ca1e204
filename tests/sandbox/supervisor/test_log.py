"""The structured log."""

from __future__ import annotations

import json
from pathlib import Path

from aeolus_sandbox.supervisor.log import Log


def test_each_line_is_an_object_with_its_time_event_and_facts(tmp_path: Path) -> None:
    log = Log(tmp_path / "log")
    log.say("booted", instance="i-1", at=tmp_path)
    log.say("no facts")
    first, second = map(json.loads, log.path.read_text().splitlines())
    assert (first["event"], first["instance"], first["at"]) == ("booted", "i-1", str(tmp_path))
    assert second.keys() == {"time", "event"}
    assert first["time"] <= second["time"]
