"""What is wrong with a configuration: facts first, and apart from them how they are told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

KeyPath = tuple[str | int, ...]
"""Where in a file: keys and list positions, such as `("workers", "default", "queues", 0)`."""

LONGEST_VALUE = 60
"""Characters of a value that are shown."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where, what was given, what is allowed, what to do."""

    file: str
    message: str
    cure: str = ""
    path: KeyPath = ()
    value: str | None = None
    """What was given, as it stands in the file; None where no single value is at fault."""
    line: int | None = None
    column: int | None = None


class ConfigError(Exception):
    """A configuration that cannot be used, with every problem found; its text is a line each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep `problems` in the order of files and lines."""
        self.problems = tuple(sorted(problems, key=lambda each: (each.file, each.line or 0)))
        super().__init__("\n".join(render(each) for each in self.problems))


def render(problem: Problem) -> str:
    """Return `file:line: key.path: got value; what is allowed → the cure`, on one line."""
    numbers = [problem.line, problem.column if not problem.path else None]
    where = ":".join([problem.file, *(str(number) for number in numbers if number is not None)])
    given = [] if problem.value is None else [f"got {shortened(problem.value)}"]
    what = "; ".join([*given, problem.message])
    cure = f" → {problem.cure}" if problem.cure else ""
    parts = [where, dotted(problem.path), f"{what}{cure}"]
    return one_line(": ".join(part for part in parts if part))


def dotted(path: KeyPath) -> str:
    """Return `workers.default.queues[0]`; a key with other signs in it is quoted."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            plain = step.replace("_", "").replace("-", "").isalnum()
            text += ("." if text else "") + (step if plain else f'"{shortened(step)}"')
    return text


def shortened(value: str) -> str:
    """Return `value`, cut in the middle when it is long."""
    half = LONGEST_VALUE // 2
    return value if len(value) <= LONGEST_VALUE else f"{value[:half]}…{value[-half:]}"


def one_line(text: str) -> str:
    """Return `text` with line breaks and control characters written out."""
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in text
    )


def shown_path(path: Path) -> str:
    """Return the path as the user would write it: relative to where they are."""
    try:
        return str(path.resolve().relative_to(Path.cwd().resolve())) or "."
    except (ValueError, OSError, RuntimeError):
        return str(path)
