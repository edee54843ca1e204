"""What Terraform's output says about how far it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_PLAN = re.compile(r"Plan: (\d+) to add, (\d+) to change, (\d+) to destroy")
_STARTED = re.compile(r"(\S+): (Creating|Modifying|Destroying)\.\.\.")
_DONE = re.compile(r"(\S+): (Creation|Modifications|Destruction) complete after (\S+)")
_ERROR = re.compile(r"\bError: ")
_CDKTF_STATUS = re.compile(r"\d+ Stacks? \w+ +\d+ Stacks? done")


def plain(line: str) -> str:
    """Return `line` without colours and without the stack name that cdktf puts before it."""
    return re.sub(r"^[a-z][a-z0-9-]*  (?=\S|$)", "", _ANSI.sub("", line)).rstrip()


def is_redrawn(text: str) -> bool:
    """Return whether `text` is the status line that cdktf draws again below every other line."""
    return bool(_CDKTF_STATUS.match(text))


@dataclass
class Progress:
    """Counts what is planned, under way and done; fed with Terraform's lines."""

    planned: int = 0
    done: int = 0
    running: dict[str, str] = field(default_factory=dict)
    """Address → Creating, Modifying or Destroying."""
    error_lines: list[str] = field(default_factory=list)
    _in_error: bool = False

    def feed(self, text: str) -> None:
        """Take in one line of output, as `plain` returns it."""
        if match := _PLAN.search(text):
            self.planned = sum(int(each) for each in match.groups())
        elif match := _STARTED.search(text):
            self.running[match[1]] = match[2]
        elif match := _DONE.search(text):
            self.running.pop(match[1], None)
            self.done += 1
        self._keep_errors(text)

    def _keep_errors(self, text: str) -> None:
        """Keep the box that Terraform draws around an error, frame and all taken off."""
        if _ERROR.search(text):
            self._in_error = True
        bare = text.strip().removeprefix("│").strip()
        if self._in_error and bare not in {"", "╷", "╵"}:
            self.error_lines.append(bare)
        if text.strip().startswith("╵"):
            self._in_error = False
