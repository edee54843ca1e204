"""A worker's DAGs are fetched before it starts, however long that takes, and it says why."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from aeolus_agent import __main__ as program
from aeolus_agent.dags import fetch as module
from aeolus_agent.dags.cache import EMPTY
from aeolus_agent.dags.fetch import fetch
from aeolus_agent.insist import NotYetError, insist
from support.node_descriptions import WORKER
from support.pushed import Pushed


def test_it_returns_when_the_dags_are_here(tmp_path: Path) -> None:
    bucket = Pushed()
    version = bucket.push({"a.py": b"1"})
    assert fetch(bucket.store, tmp_path / "dags") == version
    assert (tmp_path / "dags" / "versions" / version / "a.py").read_bytes() == b"1"


def test_it_asks_until_s3_answers_and_says_why(tmp_path: Path) -> None:
    bucket, said, pauses = Pushed(up=False), list[str](), list[float]()
    version = bucket.push({"a.py": b"1"})

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        bucket.up = len(pauses) == 3

    attempt = partial(fetch, bucket.store, tmp_path)
    assert insist(attempt, pause=pause, say=said.append) == version
    assert len(pauses) == 3
    assert said[0].startswith("DAGs cannot be fetched: s3://storage/dags/current cannot be read")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotYetError, match=r"DAGs cannot be fetched: .*Not a directory"):
        fetch(Pushed().store, tmp_path / "file" / "dags")


def test_nothing_pushed_keeps_no_worker_from_starting(tmp_path: Path) -> None:
    assert fetch(Pushed().store, tmp_path) == EMPTY.version


def test_dags_from_elsewhere_are_not_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "node.json").write_text(replace(WORKER, dags_prefix="").dumps())
    monkeypatch.setattr(module, "NODE", tmp_path / "node.json")
    assert program.main(["fetch-dags"]) == 0
    assert capsys.readouterr().err == "DAGs do not come from the bucket: nothing to fetch\n"
