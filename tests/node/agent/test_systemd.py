"""What systemctl shows is read, and what it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from aeolus_agent.systemd import Systemctl, Unit, shown

# `systemctl show --timestamp=us+utc --property=…` of systemd 252, on a node.
SHOWN = """Id=airflow-worker.service
LoadState=loaded
ActiveState=active
SubState=running
Result=success
NRestarts=2
StatusText=
InactiveExitTimestamp=Sun 2026-11-29 08:20:59.500000 UTC
ActiveEnterTimestamp=Sun 2026-11-29 08:21:01.005647 UTC

Id=airflow.target
LoadState=not-found
ActiveState=inactive
SubState=dead
InactiveExitTimestamp=
ActiveEnterTimestamp=
"""


def test_units_of_any_kind() -> None:
    worker, target = shown(SHOWN)
    assert worker == Unit(
        "airflow-worker.service",
        state="active",
        sub_state="running",
        restarts=2,
        began=1795940459.5,
        entered=1795940461.005647,
    )
    assert target == Unit("airflow.target", loaded=False)


# One unit whose state is in a file. It has to be killed to be stopped, as systemd then shows it.
SYSTEMCTL = """#!/bin/sh
case $1 in
stop) [ "$(cat STATE)" = inactive ] || echo failed >STATE ;;
reset-failed) echo inactive >STATE ;;
show) cat <<END
Id=airflow-scheduler.service
LoadState=loaded
ActiveState=$(cat STATE)
SubState=running
InactiveExitTimestamp=
ActiveEnterTimestamp=
END
esac
"""


@pytest.mark.parametrize(
    ("before", "after"), [("active", "inactive"), ("inactive", "inactive"), ("failed", "failed")]
)
def test_who_is_killed_as_it_stops_has_not_failed_and_who_had_failed_before_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str
) -> None:
    state, program = tmp_path / "state", tmp_path / "systemctl"
    state.write_text(f"{before}\n")
    program.write_text(SYSTEMCTL.replace("STATE", str(state)))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    Systemctl().stop(["airflow-scheduler.service"])
    assert state.read_text() == f"{after}\n"


def test_who_rereads_its_files_is_not_waited_for_nor_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, program = tmp_path / "told", tmp_path / "systemctl"
    program.write_text(f'#!/bin/sh\necho "$@" >>{told}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    Systemctl().reread([])
    Systemctl().reread(["aeolus-web.service"])
    assert told.read_text() == "try-reload-or-restart --no-block -- aeolus-web.service\n"
