"""A long run shows how far it is: by a bar on a terminal, by a line now and then elsewhere."""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console

from aeolus_cli.terraform.display import SECONDS_BETWEEN_LINES, Display, display

PLAN = "      \x1b[1mPlan:\x1b[0m 3 to add, 0 to change, 0 to destroy."
LINES = [
    PLAN,
    "prod  aws_vpc.network: Creating...",
    "prod  aws_vpc.network: Creation complete after 1s [id=vpc-1]",
    "prod  aws_db_instance.metastore: Creating...",
]


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def console(*, terminal: bool) -> tuple[Console, io.StringIO]:
    """Return a console, and what is printed on it."""
    printed = io.StringIO()
    return Console(file=printed, force_terminal=terminal, width=120, color_system=None), printed


def test_a_terminal_has_a_bar_with_what_is_done_and_what_is_under_way() -> None:
    where, printed = console(terminal=True)
    shown = Display("deploy prod", where, io.StringIO(), Clock())
    with shown.shown():
        for line in LINES:
            shown.line(line)
    last = printed.getvalue()
    assert "deploy prod" in last
    assert "1/3" in last
    assert "aws_db_instance.metastore" in last


def test_elsewhere_a_line_comes_at_intervals() -> None:
    clock = Clock()
    where, printed = console(terminal=False)
    shown = Display("deploy prod", where, io.StringIO(), clock)
    for line in LINES:
        shown.line(line)
    assert printed.getvalue() == ""
    for minutes in (1, 2):
        clock.seconds = 100 + 60 * minutes
        for _ in range(3):
            shown.line("prod  aws_db_instance.metastore: Still creating... [10s elapsed]")
            clock.seconds += (SECONDS_BETWEEN_LINES - 1) / 3
    assert printed.getvalue().splitlines() == [
        "deploy prod: 1 of 3 resources, 60 s; now aws_db_instance.metastore",
        "deploy prod: 1 of 3 resources, 120 s; now aws_db_instance.metastore",
    ]


def test_the_log_has_every_line_in_plain_and_is_added_to(tmp_path: Path) -> None:
    log = tmp_path / "logs" / "deploy.log"
    for _ in range(2):
        with display("deploy prod", console(terminal=False)[0], log) as shown:
            shown.line(PLAN)
            shown.line("1 Stack deploying     0 Stacks done     0 Stacks waiting")
            shown.line("")
    assert log.read_text() == "      Plan: 3 to add, 0 to change, 0 to destroy.\n" * 2
