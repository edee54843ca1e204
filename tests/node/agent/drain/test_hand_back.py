"""Tasks are told to end, then made to; nothing else is."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from aeolus_agent.drain import hand_back as module
from aeolus_agent.drain.hand_back import LOOK_S, TERM_S, hand_back, runners

ENDS = "import time; print(flush=True); time.sleep(600)"
IGNORES = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {ENDS}"


@contextmanager
def process(title: str, script: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a script in a process that calls itself something, and has begun."""
    with subprocess.Popen(
        [title, "-c", script], executable=sys.executable, stdout=subprocess.PIPE
    ) as started:
        try:
            assert started.stdout
            started.stdout.readline()
            yield started
        finally:
            started.kill()


def test_what_runs_a_task_is_known_by_what_it_calls_itself(tmp_path: Path) -> None:
    for pid, said in {
        "12": b"airflow worker -- 0198",
        "13": b"airflow task supervisor: airflow worker -- 0198",
        "14": b"",
        "9": b"airflow worker -- 0199\0\0",
        "self": b"airflow worker -- 0200",
    }.items():
        (tmp_path / pid).mkdir()
        (tmp_path / pid / "cmdline").write_bytes(said)
    (tmp_path / "15").mkdir()  # it has ended meanwhile
    assert runners(tmp_path) == [9, 12]


def test_those_that_do_not_end_when_told_are_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    title = module.RUNNER + "of-this-test"
    monkeypatch.setattr(module, "RUNNER", title)
    waited: list[float] = []

    def pause(seconds: float) -> None:
        waited.append(seconds)
        time.sleep(0.01)

    with (
        process(title, ENDS) as ends,
        process(title, IGNORES) as ignores,
        process("another", ENDS) as other,
    ):
        hand_back(pause)
        assert ends.wait() == -signal.SIGTERM
        assert ignores.wait() == -signal.SIGKILL
        assert other.poll() is None
    assert sum(waited) == TERM_S
    assert set(waited) == {LOOK_S}


def test_it_waits_for_nobody_where_nothing_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "RUNNER", "nobody calls itself this")
    waited: list[float] = []
    hand_back(waited.append)
    assert waited == []
