"""Embedded regions by name."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import urllib.error
from collections.abc import Iterator
from pathlib import Path

import pytest

from aeolus_sandbox import region as regions
from aeolus_sandbox import server_process
from aeolus_sandbox.account import Account
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.process import ProcessId
from aeolus_sandbox.region import Region, State

ACCOUNT = Account(account_id="123456789012", region="eu-central-1")

START = """
import sys
from pathlib import Path
from aeolus_sandbox import region
from aeolus_sandbox.account import Account

region.up("one", Account.read(Path(sys.argv[1])), Path(sys.argv[2]))
"""


def kill(pid: int) -> None:
    """Kill a process that is not our child, and wait until it is gone."""
    descriptor = os.pidfd_open(pid)
    signal.pidfd_send_signal(descriptor, signal.SIGKILL)
    select.select([descriptor], [], [])
    os.close(descriptor)


@pytest.fixture(autouse=True)
def _all_down(tmp_path: Path) -> Iterator[None]:
    yield
    for path in tmp_path.glob("*/"):
        regions.down(path.name, tmp_path)


def test_the_life_of_one_beside_another(region: Region) -> None:
    state_dir = region.directory.parent
    one = regions.up("one", ACCOUNT, state_dir)
    assert one.url != region.url
    assert [each.name for each in regions.regions(state_dir)] == ["one", "shared"]
    assert one.state is regions.status("one", state_dir) is State.RUNNING
    assert regions.up("one", ACCOUNT, state_dir) == one, "a second `up` finds the first"
    assert one.deployed() == []
    assert regions.down("one", state_dir) is True
    assert regions.status("one", state_dir) is State.ABSENT
    assert list(state_dir.iterdir()) == [region.directory], "nothing is left"
    with pytest.raises(urllib.error.URLError):
        one.actions()
    assert regions.down("one", state_dir) is False
    assert region.state is State.RUNNING, "the other is untouched"


def test_it_outlives_the_command_that_started_it_and_is_stale_once_killed(tmp_path: Path) -> None:
    described, state_dir = tmp_path / "account.json", tmp_path / "state"
    described.write_text(ACCOUNT.model_dump_json())
    command = [sys.executable, "-c", START, str(described), str(state_dir)]
    subprocess.run(command, check=True)
    server = regions.running("one", state_dir).process
    kill(server.pid)
    assert regions.status("one", state_dir) is State.STALE
    with pytest.raises(SandboxError, match="take it down, then bring it up again"):
        regions.up("one", ACCOUNT, state_dir)
    assert regions.down("one", state_dir) is True
    assert list(state_dir.iterdir()) == []


def test_another_account_description_is_refused(region: Region) -> None:
    with pytest.raises(SandboxError, match="another account"):
        regions.up("shared", ACCOUNT, region.directory.parent)


def test_a_taken_port_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SandboxError, match=f"port {port} on 127.0.0.1 is in use"):
            regions.up("one", ACCOUNT, tmp_path, port=port)
    assert regions.status("one", tmp_path) is State.ABSENT


def test_an_interrupted_start_leaves_nothing_running(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[ProcessId] = []

    def interrupt(server: ProcessId, directory: Path) -> int:
        started.append(server)
        raise KeyboardInterrupt

    monkeypatch.setattr(server_process, "await_port", interrupt)
    with pytest.raises(KeyboardInterrupt):
        regions.up("one", ACCOUNT, tmp_path)
    assert [server.alive() for server in started] == [False]
    assert regions.status("one", tmp_path) is State.ABSENT


def test_a_start_that_was_killed_half_way_is_cleaned_up_by_down(tmp_path: Path) -> None:
    directory = tmp_path / "one"
    directory.mkdir()
    (directory / "account.json").write_text(ACCOUNT.model_dump_json())
    server = server_process.start(directory, directory / "account.json", 0)
    assert regions.status("one", tmp_path) is State.ABSENT
    regions.down("one", tmp_path)
    assert not server.alive()


@pytest.mark.parametrize("damage", ["", "{", '{"name": "one"}'])
def test_a_damaged_state_file_is_told_and_taken_down(tmp_path: Path, damage: str) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one/region.json").write_text(damage)
    with pytest.raises(SandboxError, match="take sandbox 'one' down"):
        regions.find("one", tmp_path)
    assert regions.status("one", tmp_path) is State.STALE
    assert regions.names(tmp_path) == ["one"]
    assert regions.down("one", tmp_path) is True


def test_an_absent_region_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SandboxError, match="bring it up"):
        regions.running("one", tmp_path)
