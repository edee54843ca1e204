"""What a comparison compares: a git revision, a folder or a file, as stacks with their settings."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from aeolus_cli.target import ENVIRONMENTS
from aeolus_config.errors import ConfigError, render
from aeolus_config.loading import load_all
from aeolus_cost.reading.read import holds_stacks, read_stack, read_synthesized
from aeolus_cost.reading.stack import Stack

from .checkout import checked_out, is_revision, told_as
from .subject import USAGE
from .synthesis import synthesize

SOURCE_ROOTS = ("config", "node", "constructs", "stacks", "cost")
"""Folders whose packages a tree is synthesized with."""


@dataclass(frozen=True)
class Side:
    """One side of a comparison."""

    what: str
    """What was named, and how it was taken."""
    stacks: Mapping[str, Stack]
    usage: Path | None = None
    """The folder of its usage files."""
    budgets: Mapping[str, Decimal] = field(default_factory=dict)
    """US dollars a month, by environment."""
    without_budgets: str = ""
    """Why an environment's file does not tell its budget; empty where each does."""


@contextmanager
def side(named: str) -> Iterator[Side]:
    """Yield what `named` is: a file or folder if there is one, else a git revision.

    Raises UserError, ConfigError or CostError, each with what to do.
    """
    path = Path(named)
    if path.is_file():
        stack = read_stack(path)
        yield Side(f"{named} (file)", {stack.name: stack})
    elif (path / "cdktf.json").is_file():
        yield _project(path.resolve(), f"{named} (project)")
    elif path.is_dir() and (holds_stacks(path) or not is_revision(named)):
        # A branch may be called like a folder: `docs`.
        yield Side(f"{named} (folder)", read_synthesized(path))
    else:
        with checked_out(named) as (tree, commit), told_as(tree, named):
            yield _project(tree, f"{named} (revision {commit})")


def _project(tree: Path, what: str) -> Side:
    """Return the environments of a project, synthesized by the code that is in it."""
    if not any((tree / ENVIRONMENTS).glob("*.yaml")):
        return Side(f"{what}, which has no environments", {})
    with tempfile.TemporaryDirectory(prefix="aeolus-cost-") as out:
        roots = ":".join(str(tree / root) for root in SOURCE_ROOTS)
        # Its own packages go before the installed ones, which are this project's.
        settings = {"PYTHONPATH": roots, "AEOLUS_ENVIRONMENTS": str(tree / ENVIRONMENTS)}
        synthesize(tree, Path(out), settings)
        stacks = read_synthesized(Path(out))
    return Side(what, stacks, tree / USAGE, *_budgets(tree))


def _budgets(tree: Path) -> tuple[dict[str, Decimal], str]:
    """Return the budgets of a tree, and why there are none where its files cannot be read."""
    try:
        found = load_all(tree / ENVIRONMENTS)
    except ConfigError as error:
        # Files of another version of the model, which their own code has just synthesized.
        first = error.problems[0]
        return {}, render(replace(first, file=str(ENVIRONMENTS / Path(first.file).name)))
    return {each.name: each.budget.monthly_usd for each in found}, ""
