"""The journal is shipped, and a restart goes on where the last one was."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pytest

from aeolus_agent.telemetry.logs import cursor
from aeolus_agent.telemetry.logs.batching import Event
from aeolus_agent.telemetry.logs.journal import Lines
from aeolus_agent.telemetry.logs.sending import Sender
from aeolus_agent.telemetry.logs.ship import ship


class Killed(Exception):
    """The power goes."""


@dataclass
class ToySender:
    """Keeps what is sent; dies before batch number `dies_before`."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    dies_before: int = -1

    def send(self, log: str, batch: Sequence[Event]) -> None:
        """Keep it."""
        if len(self.sent) == self.dies_before:
            raise Killed
        self.sent += [(log, each.message) for each in batch]


def entry(number: int, unit: str = "airflow-worker.service") -> bytes:
    fields = {
        "__CURSOR": f"c{number}",
        "__REALTIME_TIMESTAMP": str(number * 1000),
        "_SYSTEMD_UNIT": unit,
        "MESSAGE": f"line {number}",
    }
    return json.dumps(fields).encode() + b"\n"


def shipped(text: bytes, sender: ToySender, kept: Path) -> list[str]:
    """Ship a journal that ends after `text`; return what was said."""
    out, into = os.pipe()
    os.write(into, text)
    os.close(into)
    said: list[str] = []
    try:
        ship(Lines(out), cast(Sender, sender), kept, said.append)
    finally:
        os.close(out)
    return said


def test_each_line_goes_to_its_log_and_the_last_cursor_is_kept(tmp_path: Path) -> None:
    sender, kept = ToySender(), tmp_path / "cursor"
    text = entry(1) + entry(2, "airflow-triggerer.service") + entry(3)
    assert shipped(text, sender, kept) == []
    assert sorted(sender.sent) == [
        ("triggerer", "line 2"),
        ("worker", "line 1"),
        ("worker", "line 3"),
    ]
    assert cursor.load(kept) == "c3"


def test_who_dies_before_all_is_sent_keeps_no_cursor_so_that_nothing_is_lost(
    tmp_path: Path,
) -> None:
    kept = tmp_path / "cursor"
    cursor.keep(kept, "c0")
    text = entry(1) + entry(2, "airflow-triggerer.service")
    with pytest.raises(Killed):
        shipped(text, ToySender(dies_before=1), kept)
    assert cursor.load(kept) == "c0"


def test_a_line_that_is_no_entry_is_said_and_left_out(tmp_path: Path) -> None:
    sender = ToySender()
    said = shipped(b"oops\n" + entry(1), sender, tmp_path / "cursor")
    assert sender.sent == [("worker", "line 1")]
    assert len(said) == 1
