"""Writing `hibernated` into an environment's file, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from aeolus_cli.errors import UserError
from aeolus_cli.target import ENVIRONMENTS, project_root

KEY = "hibernated"
_LINE = re.compile(rf"^{KEY}\s*:[ \t]*[^\s#]+", re.M)
_BEFORE = re.compile(r"^(?:production|topology)\s*:.*\n", re.M)


def path_of(environment: str) -> Path:
    """Return the file of an environment of this project."""
    return project_root() / ENVIRONMENTS / f"{environment}.yaml"


def with_key(text: str, hibernated: bool) -> str:
    """Return a file's text with the key set, and every other character as it was.

    Where there is no such line one is added below `production`, or else `topology`. Raises
    ValueError where that would not be all that changes, as where all stands on one line.
    """
    line = f"{KEY}: {str(hibernated).lower()}"
    places = [each.end() for each in _BEFORE.finditer(text)]
    if _LINE.search(text):
        changed = _LINE.sub(line, text, count=1)
    elif places:
        changed = f"{text[: max(places)]}{line}\n{text[max(places) :]}"
    else:
        raise ValueError(f"no line to put {line} below")
    if yaml.safe_load(changed) != {**yaml.safe_load(text), KEY: hibernated}:
        raise ValueError(f"{line} would change more than itself")
    return changed


def edited(environment: str, hibernated: bool) -> str:
    """Return the text of an environment's file with the key set, as it is if it says so already.

    Raises UserError for a file in which a person has to do it.
    """
    path = path_of(environment)
    text = path.read_text(encoding="utf-8")
    if bool(yaml.safe_load(text).get(KEY, False)) is hibernated:
        return text
    try:
        return with_key(text, hibernated)
    except ValueError as error:
        value = str(hibernated).lower()
        raise UserError(
            f"{path.relative_to(project_root())}: {error}",
            cure=f"write {KEY}: {value} into it, and run the command again",
        ) from error


def write(environment: str, hibernated: bool) -> None:
    """Set the key in an environment's file. Raises UserError as `edited` does."""
    path_of(environment).write_text(edited(environment, hibernated), encoding="utf-8")
