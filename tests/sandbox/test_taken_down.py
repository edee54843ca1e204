"""Of a region in which machines run nothing is left, however it ended; and none is another's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from aeolus_sandbox import region as regions
from aeolus_sandbox.region import Region, State
from aeolus_sandbox.supervisor.settings import prefix
from support.alive import Net, alive, await_said
from support.leftovers import left
from support.machines import needs_machines, until

pytestmark = [pytest.mark.sandbox, needs_machines]

HELLO = "#!/bin/sh\necho 'user data ran' >/dev/console\n"

# Brings a region up and launches into it, and waits for Ctrl-C.
STARTER = """
import signal
import sys
from pathlib import Path
from support.alive import Net, alive

with alive(Path(sys.argv[1])) as region:
    Net(region).launch()
    # An interrupt is not lost if it comes where Python can raise nothing.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    print("launched", flush=True)
    signal.sigwait({signal.SIGINT})
    raise KeyboardInterrupt
"""


def states(region: Region, identifier: str) -> list[str]:
    return [node.state for node in region.nodes() if node.id == identifier]


def remains(region: Region) -> list[object]:
    return left(prefix(region.name, region.directory), region.directory)


def test_two_with_the_same_addresses_stand_beside_each_other(tmp_path: Path) -> None:
    with alive(tmp_path, "one") as one, alive(tmp_path, "two") as two:
        first, second = Net(one).launch(HELLO), Net(two).launch(HELLO)
        await_said(one, first, "user data ran")
        await_said(two, second, "user data ran")
        assert [node.address for node in one.nodes()] == [node.address for node in two.nodes()]
        regions.down("one", tmp_path)
        assert remains(one) == []
        assert [(node.id, node.state) for node in two.nodes()] == [(second, "running")]
    assert remains(two) == []


@pytest.mark.parametrize(
    ("number", "said"),
    [(signal.SIGKILL, "user data ran"), (signal.SIGKILL, ""), (signal.SIGINT, "")],
    ids=["killed", "killed in mid-boot", "interrupted in mid-boot"],
)
def test_its_process_ended_it_is_stale_and_down_finds_all_of_it(
    tmp_path: Path, number: signal.Signals, said: str
) -> None:
    with alive(tmp_path) as region:
        launched = Net(region).launch(HELLO)
        until(lambda: "running" in states(region, launched), "its power is on")
        if said:
            await_said(region, launched, said)
        os.kill(region.process.pid, number)
        until(lambda: region.state is State.STALE, "the process is gone")
        assert len(remains(region)) >= 5, "machines go on without it"
        regions.down(region.name, tmp_path)
        assert remains(region) == []
        assert not region.directory.exists()


def test_interrupted_in_mid_boot_it_is_gone(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", STARTER, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as starter:
        assert starter.stdout is not None
        assert starter.stdout.readline() == "launched\n"
        starter.send_signal(signal.SIGINT)
        starter.wait()
    directory = tmp_path / "alive"
    assert left(prefix("alive", directory), directory) == []
    assert not directory.exists()
