"""Terraform's JSON of a project's environments, made without Terraform, AWS or the network."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from aeolus_cli.errors import UserError
from aeolus_stacks.bundles import TO_BE_READ


@contextmanager
def copies(environments: Iterable[Path]) -> Iterator[Path]:
    """Yield a folder with copies of some environment files, to synthesize them and no others."""
    with tempfile.TemporaryDirectory(prefix="aeolus-cost-") as folder:
        for file in environments:
            shutil.copy(file, folder)
        yield Path(folder)


def synthesize(project: Path, out: Path, settings: Mapping[str, str]) -> None:
    """Run the app of `project`'s cdktf.json, so that the stacks are in `out`.

    `settings` are environment variables for it. Raises UserError with what the app said.
    """
    try:
        app = json.loads((project / "cdktf.json").read_text(encoding="utf-8"))["app"]
    except (OSError, ValueError, KeyError) as error:
        raise UserError(f"{project}/cdktf.json has no app to synthesize with: {error}") from error
    done = subprocess.run(
        shlex.split(app),
        cwd=project,
        env={**os.environ, **TO_BE_READ, **settings, "CDKTF_OUTDIR": str(out)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or done.stdout.strip().splitlines()
        raise UserError(
            f"{project} cannot be synthesized: {app} ended with status {done.returncode}",
            # The end says what happened; what is before it is how it came about.
            details=said[-10:],
        )
