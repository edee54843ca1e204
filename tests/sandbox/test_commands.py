"""The system's programs: quiet when they succeed, one line when they fail."""

from __future__ import annotations

import pytest

from aeolus_sandbox.commands import reason, run, shown
from aeolus_sandbox.errors import SandboxError


def test_returns_what_the_program_prints() -> None:
    assert run(["cat"], stdin="given") == "given"


def test_a_failure_is_one_line_that_says_why() -> None:
    with pytest.raises(SandboxError) as caught:
        run(["ls", "/not-there"])
    said = str(caught.value)
    assert said.startswith("`ls /not-there` failed: ")
    assert "No such file" in said
    assert "\n" not in said


def test_a_long_command_is_shown_by_its_beginning() -> None:
    assert shown(["/usr/sbin/ip", *"abcdefgh"]) == "ip a b c d e …"


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("", "it said nothing"),
        ("first\nlast\n\n", "last"),
        ("E: no package x\nhint\n", "E: no package x"),
        ("Error: one\nerror two\nbye\n", "error two"),
        ("RTNETLINK answers: File exists\nCommand failed -:3\n", "RTNETLINK answers: File exists"),
    ],
)
def test_the_reason_is_the_last_error_else_the_last_line(output: str, said: str) -> None:
    assert reason(output) == said
