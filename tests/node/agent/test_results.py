"""A worker waits until the results of its tasks can be kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from aeolus_agent import results
from aeolus_agent.insist import NotYetError


class ToyServer:
    """Refuses a number of connections, then takes one."""

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals
        self.asked: list[str] = []
        self.closed = False

    def __call__(self, address: str) -> ToyServer:
        self.asked.append(address)
        if len(self.asked) <= self.refusals:
            raise NotYetError("the metastore cannot be reached: no role airflow_results")
        return self

    def close(self) -> None:
        """End the session."""
        self.closed = True


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The daemon's credential, where systemd puts it; nobody waits in earnest."""
    address = "db+postgresql://airflow_results:pw@metastore.test:5432/airflow_results"
    (tmp_path / "result_backend").write_text(address)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    monkeypatch.setattr("aeolus_agent.insist.time.sleep", lambda _: None)
    return address


def test_it_returns_once_the_result_backend_takes_a_connection(
    address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    server = ToyServer(refusals=2)
    monkeypatch.setattr(results, "Session", server)
    assert results.run() == 0
    assert server.asked == [address] * 3
    assert server.closed
    told = capsys.readouterr().err
    assert "no role airflow_results" in told
    assert "pw" not in told
