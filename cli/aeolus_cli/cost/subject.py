"""What is to be priced: an environment of this project, or any Terraform stack in a file."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from aeolus_cli.config import load
from aeolus_cli.errors import UserError
from aeolus_cli.target import ENVIRONMENTS, project_root
from aeolus_config.loading import is_file, load_all
from aeolus_config.model import Environment
from aeolus_cost.reading.read import read_stack, read_synthesized
from aeolus_cost.reading.stack import Stack

from .synthesis import copies, synthesize

USAGE = Path("config/usage")


@dataclass(frozen=True)
class Subject:
    """A stack, and where it is one of our environments, the environment and its usage file."""

    stack: Stack
    environment: Environment | None = None
    usage_file: Path | None = None
    """Where its usage may stand; the file need not exist."""


def subjects(what: str) -> list[Subject]:
    """Return what `what` names: a file or folder of Terraform's JSON, or an environment.

    Without a name all environments. Raises CostError, ConfigError or UserError, each with what
    to do.
    """
    path = Path(what)
    if what and path.is_dir() and not _is_environment(what):
        return [Subject(each) for each in read_synthesized(path).values()]
    if path.suffix == ".json":
        return [Subject(read_stack(path))]
    return _environments([load(what)] if what else load_all(project_root() / ENVIRONMENTS), what)


def _is_environment(name: str) -> bool:
    """Return whether a project around has an environment of that name: it goes before a folder."""
    try:
        root = project_root()
    except UserError:
        return False
    return (root / ENVIRONMENTS / f"{name}.yaml").is_file()


def _environments(environments: list[Environment], name: str) -> list[Subject]:
    """Return environments, synthesized together by this project's code."""
    root = project_root()
    files = [
        Path(name) if is_file(name) else root / ENVIRONMENTS / f"{each.name}.yaml"
        for each in environments
    ]
    with copies(files) as folder, tempfile.TemporaryDirectory(prefix="aeolus-cost-") as out:
        synthesize(root, Path(out), {"AEOLUS_ENVIRONMENTS": str(folder)})
        stacks = read_synthesized(Path(out))
    return [
        Subject(stacks[each.name], each, root / USAGE / f"{each.name}.yaml")
        for each in environments
    ]
