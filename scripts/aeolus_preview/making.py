"""Making the parts of the comment with `aeolus`: what may fail is said in them."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from .body import COST, MARKER, TOPOLOGY

LABEL = "budget-override"
"""The label of a pull or merge request that may exceed a budget."""
WITHIN, OVER, FAILED = 0, 1, 2
"""Exit status of `aeolus cost diff --fail-over-budget`, and of this."""

REFUSED = (
    f"> :x: **Over budget, so the check fails.** Spend less, raise `budget` in the environment's "
    f"file, or let it pass with the label `{LABEL}`."
)
ALLOWED = f"> :warning: **Over budget, and allowed by the label `{LABEL}`.**"


@dataclass(frozen=True)
class Command:
    """How `aeolus` is called, and where."""

    program: Path
    project: Path

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run it to its end and return what it said."""
        return subprocess.run(
            [self.program, *arguments],
            cwd=self.project,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )


def make(aeolus: Command, base: str, head: str, folder: Path, *, overridden: bool) -> int:
    """Write cost and topology into `folder`; return WITHIN, OVER or FAILED.

    A budget that is exceeded and overridden is WITHIN. The topology is that of `aeolus.project`
    as it lies there, which is `head` in a fresh clone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    cost = aeolus.run("cost", "diff", base, head, "--markdown", "--fail-over-budget")
    # A crash ends with 1, too, and leaves no comment.
    whole = cost.returncode in (WITHIN, OVER) and cost.stdout.startswith(MARKER)
    status = cost.returncode if whole else FAILED
    text = cost.stdout if whole else f"{MARKER}\n{_failure('cost preview', cost.stderr)}"
    if status == OVER:
        text = _below_the_headline(text, ALLOWED if overridden else REFUSED)
    (folder / COST).write_text(text, encoding="utf-8")
    drawn = aeolus.run("preview", "topology")
    text = _failure("picture", drawn.stderr) if drawn.returncode else _folded(drawn.stdout)
    (folder / TOPOLOGY).write_text(text, encoding="utf-8")
    if status == FAILED or drawn.returncode:
        return FAILED
    return WITHIN if overridden else status


def _below_the_headline(text: str, more: str) -> str:
    marker, headline, *rest = text.split("\n")
    return "\n".join([marker, headline, "", more, *rest])


def _folded(text: str) -> str:
    return f"<details><summary>Topology</summary>\n\n{text.strip()}\n\n</details>\n"


def _failure(what: str, said: str) -> str:
    """Return what was said of a failure, as it was said."""
    # Indented, and so no fence that a line of it could close.
    lines = "\n".join(f"    {line}" for line in said.strip().splitlines()[-20:])
    return f"## No {what}\n\n{lines}\n"
