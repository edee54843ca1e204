"""What a line of the journal becomes."""

from __future__ import annotations

import json

import pytest

from aeolus_agent.telemetry.logs.batching import Event
from aeolus_agent.telemetry.logs.line import Line, parse


def line(**fields: object) -> Line:
    entry = {"__CURSOR": "s=1;i=2", "__REALTIME_TIMESTAMP": "1700000000123456", **fields}
    return parse(json.dumps(entry).encode())


@pytest.mark.parametrize(
    ("unit", "log"),
    [
        ("airflow-scheduler.service", "scheduler"),
        ("airflow-worker.service", "worker"),
        ("airflow-api-server.service", "api-server"),
        ("airflow-execution-api.service", "api-server"),
        ("aeolus-watch.service", "node"),
        ("ssh.service", "node"),
    ],
)
def test_each_unit_has_its_log(unit: str, log: str) -> None:
    assert line(_SYSTEMD_UNIT=unit, MESSAGE="hello").log == log


def test_what_a_daemon_says_is_shipped_as_it_is_with_its_time_in_milliseconds() -> None:
    found = line(_SYSTEMD_UNIT="airflow-worker.service", SYSLOG_IDENTIFIER="airflow", MESSAGE="hi")
    assert found == Line("s=1;i=2", "worker", Event(1_700_000_000_123, "hi"))


def test_what_systemd_says_of_a_daemon_is_in_the_daemons_log() -> None:
    found = line(_SYSTEMD_UNIT="init.scope", UNIT="airflow-worker.service", MESSAGE="Failed")
    assert found.log == "worker"


def test_in_the_nodes_log_each_line_says_who() -> None:
    said = line(SYSLOG_IDENTIFIER="kernel", MESSAGE="Out of memory: Killed process 42")
    assert said.event == Event(1_700_000_000_123, "kernel: Out of memory: Killed process 42")
    by_name = line(_SYSTEMD_UNIT="x.service", _COMM="x", MESSAGE="hi").event
    assert by_name == Event(1_700_000_000_123, "x: hi")


def test_of_the_agent_the_part_speaks() -> None:
    said = line(
        _SYSTEMD_UNIT="aeolus-watch.service", SYSLOG_IDENTIFIER="python", MESSAGE="all well"
    )
    assert said.event == Event(1_700_000_000_123, "aeolus-watch: all well")
    of_it = line(
        _SYSTEMD_UNIT="init.scope",
        UNIT="aeolus-watch.service",
        SYSLOG_IDENTIFIER="systemd",
        MESSAGE="Started",
    )
    assert of_it.event == Event(1_700_000_000_123, "systemd: Started")


def test_bytes_that_are_no_text_and_fields_that_come_twice_are_kept() -> None:
    binary = line(_SYSTEMD_UNIT="airflow-worker.service", MESSAGE=list(b"a\xff\x00b")).event
    assert binary is not None
    assert binary.message == "a\ufffd\x00b"
    twice = line(_SYSTEMD_UNIT="airflow-worker.service", MESSAGE=["one", list(b"two")]).event
    assert twice is not None
    assert twice.message == "one\ntwo"


def test_a_character_that_no_utf8_has_is_replaced() -> None:
    event = line(_SYSTEMD_UNIT="airflow-worker.service", MESSAGE="\ud800").event
    assert event is not None
    assert event.message == "?"


@pytest.mark.parametrize("message", ["", "  \n", None])
def test_a_line_without_text_only_moves_the_cursor(message: str | None) -> None:
    assert line(MESSAGE=message, SYSLOG_IDENTIFIER="").event is None


def test_what_is_no_entry_is_refused() -> None:
    with pytest.raises(ValueError, match="no entry of the journal"):
        parse(b"[]")
    with pytest.raises(ValueError, match="Expecting"):
        parse(b"-- No entries --")
