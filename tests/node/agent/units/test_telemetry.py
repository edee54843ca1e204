"""The units that ship logs and metrics."""

from __future__ import annotations

from pathlib import Path

import pytest

import aeolus_agent
from aeolus_agent.__main__ import COMMANDS
from aeolus_agent.places import PYTHON
from aeolus_agent.telemetry.logs.line import DAEMONS

UNITS = Path(aeolus_agent.__file__).parent / "units"


def settings(unit: str) -> list[tuple[str, str]]:
    """Return the settings of a unit, in order, one that is repeated as often as it is."""
    lines = (UNITS / unit).read_text().splitlines()
    pairs = [line.split("=", 1) for line in lines if "=" in line and not line.startswith("#")]
    return [(name, value) for name, value in pairs]


@pytest.mark.parametrize(
    ("unit", "command"),
    [("aeolus-logs.service", "ship-logs"), ("aeolus-metrics.service", "ship-metrics")],
)
def test_each_runs_its_command_again_and_again_as_a_user_that_is_nobody_else(
    unit: str, command: str
) -> None:
    found = dict(settings(unit))
    assert found["ExecStart"] == f"{PYTHON} -m aeolus_agent {command}"
    assert command in COMMANDS
    assert found["DynamicUser"] == "yes"
    assert (found["Restart"], found["StartLimitIntervalSec"]) == ("always", "0")


def test_logs_are_shipped_until_after_the_last_word_of_every_daemon() -> None:
    # Of two units that stop together, the one that was to start first stops last (systemd.unit(5)).
    after = {
        unit
        for name, units in settings("aeolus-logs.service")
        if name == "Before"
        for unit in units.split()
    }
    assert after == set(DAEMONS)
