"""Loading environments: a file, a folder, or one by its name; every problem told at once."""

from __future__ import annotations

from pathlib import Path

from .errors import ConfigError, Problem, shown_path
from .model import Environment
from .nearest import nearest
from .reading import read
from .rules import findings, value_at
from .source import Source
from .validation import validate

DIRECTORY = Path("config/environments")
SUFFIX = ".yaml"
SUFFIXES = (SUFFIX, ".yml")
"""The second is seen, and refused, lest a file be overlooked in silence."""


def load_environment(path: Path) -> Environment:
    """Return the environment in the file at `path`; its name is the file's.

    Raises ConfigError with every problem of the file: first those of values, and once all values
    are right, those of the rules, which compare values.
    """
    file = shown_path(path)
    if path.suffix != SUFFIX:
        cure = f"rename it to {path.stem}{SUFFIX}"
        raise ConfigError([Problem(file, f"does not end in {SUFFIX}", cure)])
    source = read(path, file)
    environment, problems = validate(source, path.stem)
    if environment is not None:
        problems = _broken_rules(environment, source)
    if environment is None or problems:
        raise ConfigError(problems)
    return environment


def load_all(directory: Path = DIRECTORY) -> list[Environment]:
    """Return the environments of all files in `directory`, by name.

    Raises ConfigError with the problems of all files together.
    """
    environments: list[Environment] = []
    problems: list[Problem] = []
    for path in _files(directory):
        try:
            environments.append(load_environment(path))
        except ConfigError as error:
            problems.extend(error.problems)
    if problems:
        raise ConfigError(problems)
    return environments


def find_environment(name: str, directory: Path = DIRECTORY) -> Environment:
    """Return the environment called `name` in `directory`, or the one in the file `name`.

    Raises ConfigError; for an unknown name it tells the nearest and which there are.
    """
    if is_file(name):
        return load_environment(Path(name))
    known = [path.stem for path in _files(directory) if path.suffix == SUFFIX]
    if name not in known:
        close = nearest(name, known)
        message = f"there is no environment {name!r}; there are {', '.join(known)}"
        cure = f"did you mean {close}?" if close else f"add {shown_path(directory)}/{name}{SUFFIX}"
        raise ConfigError([Problem(shown_path(directory), message, cure)])
    return load_environment(directory / f"{name}{SUFFIX}")


def is_file(name: str) -> bool:
    """Return whether `name` is a file's, not an environment's: with a slash, or an ending."""
    return "/" in name or Path(name).suffix in SUFFIXES


def _files(directory: Path) -> list[Path]:
    """Return the YAML files of `directory` by name; raises ConfigError when there is none."""
    file = shown_path(directory)
    if not directory.is_dir():
        cure = "run this in the project's folder, or name a file"
        raise ConfigError([Problem(file, "is no folder of environments", cure)])
    paths = sorted(each for each in directory.iterdir() if each.suffix in SUFFIXES)
    if not paths:
        raise ConfigError([Problem(file, "holds no environment", f"add a file prod{SUFFIX}")])
    return paths


def _broken_rules(environment: Environment, source: Source) -> list[Problem]:
    return [
        source.problem(each.path, each.message, each.cure, default=value_at(environment, each.path))
        for each in findings(environment)
    ]
