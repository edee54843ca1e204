"""Saying why a Terraform run failed, in the words of whoever can mend it."""

from __future__ import annotations

from collections.abc import Sequence

from aeolus_cli.errors import UserError

_LOCKED = "Error acquiring the state lock"


def failure(
    title: str, environment: str, status: int, error_lines: Sequence[str], log: str
) -> UserError:
    """Return the error for a run called `title` that ended with `status`.

    A lock that somebody holds is told by its holder; anything else by Terraform's own words.
    """
    if any(_LOCKED in line for line in error_lines):
        return UserError(
            f"{title} of {environment} refused: another one is under way",
            details=[line for line in error_lines if line.startswith(("Who:", "Created:"))],
            cure=f"wait for it; if it is dead: aeolus unlock {environment}",
        )
    return UserError(
        f"{title} of {environment} failed",
        details=error_lines or [f"exit status {status}"],
        cure=f"the whole output is in {log}",
    )
