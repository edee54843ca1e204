"""When a node came to each phase."""

from __future__ import annotations

from pathlib import Path

from aeolus_agent.watch.report import Phase
from aeolus_agent.watch.timeline import Timeline


def test_the_first_time_of_a_phase_counts(tmp_path: Path) -> None:
    timeline = Timeline(tmp_path / "run/timeline.json")
    assert timeline.read() == {}
    timeline.add({Phase.BUNDLE: 1.0, Phase.INSTALL: 2.0})
    timeline.add({Phase.INSTALL: 9.0, Phase.READY: 3.0})
    assert timeline.read() == {Phase.BUNDLE: 1.0, Phase.INSTALL: 2.0, Phase.READY: 3.0}


def test_what_cannot_be_read_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "timeline.json"
    for text in ("", "[]", '{"lunch": 1.0}'):
        path.write_text(text)
        assert Timeline(path).read() == {}
