"""Environments synthesized: the shipped ones by the project's app, once a run; others here."""

from __future__ import annotations

import fcntl
import functools
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from cdktf import App

from aeolus_cli.cost.synthesis import synthesize
from aeolus_config.loading import load_all
from aeolus_stacks.environment_stack import EnvironmentStack
from support.shipped import FOLDER
from support.terraform import ROOT


@functools.cache
def shipped_stacks() -> Path:
    """Return the output folder of cdktf.json's app; one for all tests, not to be changed."""
    out = _of_the_run() / "synthesized"
    with out.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not out.exists():
            fresh = out.with_suffix(".fresh")
            synthesize(ROOT, fresh, {"AEOLUS_ENVIRONMENTS": str(FOLDER)})
            fresh.rename(out)
    return out


def copy_stacks(project: Path, out: Path, settings: Mapping[str, str]) -> None:
    """Do as `synthesize` does for shipped environments, by copying what was synthesized."""
    assert project == ROOT
    for file in Path(settings["AEOLUS_ENVIRONMENTS"]).iterdir():
        assert file.read_bytes() == (FOLDER / file.name).read_bytes()
        shutil.copytree(shipped_stacks() / "stacks" / file.stem, out / "stacks" / file.stem)


def synthesize_here(project: Path, out: Path, settings: Mapping[str, str]) -> None:
    """Do as `synthesize` does for this project, with no Python and no Node of its own to start."""
    assert project == ROOT
    app = App(outdir=str(out))
    for environment in load_all(Path(settings["AEOLUS_ENVIRONMENTS"])):
        EnvironmentStack(app, environment)
    app.synth()


def _of_the_run() -> Path:
    """Return the folder for temporary files that all workers share: each has its own in it."""
    own = Path(tempfile.gettempdir())
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
