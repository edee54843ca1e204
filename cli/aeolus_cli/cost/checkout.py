"""A git revision as a folder, for as long as it is needed."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from aeolus_cli.errors import UserError
from aeolus_cli.target import project_root
from aeolus_config.errors import ConfigError
from aeolus_cost.errors import CostError


def is_revision(named: str) -> bool:
    """Return whether git knows `named`; not outside a project."""
    try:
        return _commit(project_root(), named) is not None
    except UserError:
        return False


@contextmanager
def checked_out(revision: str) -> Iterator[tuple[Path, str]]:
    """Yield a folder with the files of `revision`, and its short commit; gone afterwards.

    Raises UserError where git knows no such revision.
    """
    root = project_root()
    commit = _commit(root, revision)
    if commit is None:
        raise UserError(
            f"{revision}: no such file, folder or git revision",
            cure="name a branch, tag or commit; a clone in CI may need its whole history",
        )
    with tempfile.TemporaryDirectory(prefix="aeolus-cost-") as folder:
        tree = Path(folder).resolve() / "tree"
        _worktree(root, "add", "--detach", "--quiet", str(tree), commit)
        try:
            # cdktf.json names the interpreter that set-up made: this project's.
            (tree / ".venv").symlink_to(Path(sys.prefix))
            yield tree, commit[:8]
        finally:
            _worktree(root, "remove", "--force", str(tree))


@contextmanager
def told_as(tree: Path, revision: str) -> Iterator[None]:
    """Let errors name a file as git does, `HEAD:config/usage/prod.yaml`, not in a folder now gone.

    Those of the tree as a whole name the revision.
    """

    def told(text: str) -> str:
        return text.replace(f"{tree}/", f"{revision}:").replace(str(tree), revision)

    try:
        yield
    except UserError as error:
        details = [told(each) for each in error.details]
        raise UserError(told(error.message), details=details, cure=error.cure) from error
    except CostError as error:
        raise CostError(told(error.message), cure=error.cure) from error
    except ConfigError as error:
        problems = [replace(each, file=told(each.file)) for each in error.problems]
        raise ConfigError(problems) from error


def _commit(root: Path, revision: str) -> str | None:
    """Return the commit of `revision`; None where git knows none."""
    done = _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    return None if done.returncode else done.stdout.strip()


def _worktree(root: Path, *arguments: str) -> None:
    done = _git(root, "worktree", *arguments)
    if done.returncode:
        raise UserError(
            f"git worktree {arguments[0]} failed", details=done.stderr.strip().splitlines()
        )


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False
    )
