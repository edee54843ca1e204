"""A background process, known again later."""

from __future__ import annotations

import os
import subprocess
import sys

from aeolus_sandbox.process import ProcessId

STUBBORN = (
    "import signal, sys; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    "print('ready', flush=True); signal.pause()"
)


def sleeping() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])


def known(pid: int) -> ProcessId:
    identity = ProcessId.of(pid)
    assert identity is not None
    return identity


def test_the_same_process_is_known_again() -> None:
    identity = known(os.getpid())
    assert ProcessId.model_validate_json(identity.model_dump_json()) == identity
    assert identity.alive()


def test_a_reused_pid_is_not_mistaken_for_it() -> None:
    mine = known(os.getpid())
    assert not mine.model_copy(update={"started": mine.started - 1}).alive()
    assert not mine.model_copy(update={"boot_id": "another boot"}).alive()


def test_a_process_that_has_ended_is_not_alive() -> None:
    process = sleeping()
    identity = known(process.pid)
    process.kill()
    process.wait()
    assert not identity.alive()


def test_a_zombie_is_not_alive() -> None:
    process = sleeping()
    identity = known(process.pid)
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert not identity.alive()
    process.wait()


def test_stop_ends_it() -> None:
    process = sleeping()
    identity = known(process.pid)
    identity.stop()
    assert not identity.alive()
    process.wait()


def test_stop_kills_one_that_will_not_end() -> None:
    with subprocess.Popen([sys.executable, "-c", STUBBORN], stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
        known(process.pid).stop(grace_s=0.2)
    assert process.poll() is not None


def test_stop_leaves_a_stranger_with_the_same_pid_alone() -> None:
    with sleeping() as process:
        identity = known(process.pid)
        identity.model_copy(update={"started": identity.started + 1}).stop()
        assert process.poll() is None
        process.kill()
