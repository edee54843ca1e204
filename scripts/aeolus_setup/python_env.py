"""The virtual environments: .venv for Aeolus, .venv-checkov for checkov and its old boto3."""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path

from .shell import Command, progress, run
from .stamps import Stamp, digest

# Resolved, lest an activated .venv be asked to make itself anew.
_PYTHON = Path(sys.executable).resolve()


def install_aeolus(root: Path) -> None:
    """Make .venv: uv, every locked dependency, and Aeolus itself in editable form."""
    uv_lock, lock = root / "requirements/uv.lock", root / "requirements/python.lock"
    stamp = _stamp(root, "python", [uv_lock, lock, packaging(root)])
    venv = root / ".venv"
    if stamp.current and is_usable(venv):
        return
    log = root / ".aeolus/logs/python.log"
    # A step that never ended may have left half a package that no installer would repair.
    anew = stamp.interrupted or not is_usable(venv)
    with progress("installing Python packages into .venv"), stamp.work():
        if anew:
            run([_PYTHON, "-m", "venv", "--clear", venv], log=log, cwd=root)
        python = venv / "bin/python"
        pip: Command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        run([*pip, "--require-hashes", "--requirement", uv_lock], log=log, cwd=root)
        uv: Command = [venv / "bin/uv", "pip"]
        into: Command = ["--quiet", "--python", python]
        run([*uv, "sync", *into, "--require-hashes", lock], log=log, cwd=root)
        editable = ["--no-deps", "--no-build-isolation", "--editable", "."]
        run([*uv, "install", *into, *editable], log=log, cwd=root)
        # Compiles what a synth loads, and not the two thousand modules that it does not; where
        # Python is told to write no bytecode, each synth would compile them anew.
        compiling = {"PYTHONDONTWRITEBYTECODE": ""}
        run(
            [python, "-O", "-c", "import aeolus_stacks.app, aeolus_stacks.bundles"],
            log=log,
            cwd=root,
            env=compiling,
        )


def install_checkov(root: Path) -> None:
    """Make .venv-checkov from its lock file; needs the uv of .venv."""
    lock = root / "requirements/checkov.lock"
    stamp = _stamp(root, "checkov", [lock])
    venv = root / ".venv-checkov"
    if stamp.current and is_usable(venv):
        return
    log = root / ".aeolus/logs/checkov.log"
    anew = stamp.interrupted or not is_usable(venv)
    with progress("installing checkov into .venv-checkov"), stamp.work():
        if anew:
            run([_PYTHON, "-m", "venv", "--clear", "--without-pip", venv], log=log, cwd=root)
        uv: Command = [root / ".venv/bin/uv", "pip", "sync", "--quiet"]
        into: Command = ["--python", venv / "bin/python"]
        run([*uv, *into, "--require-hashes", lock], log=log, cwd=root)


def is_usable(venv: Path) -> bool:
    """True when the environment's interpreter exists and it was made for this very folder."""
    made = venv / "pyvenv.cfg"
    if not (venv / "bin/python").exists() or not made.exists():
        return False
    # Scripts hold absolute paths: an environment that was moved must be made again.
    return made.read_text().rstrip().endswith(f" {venv}")


def packaging(root: Path) -> str:
    """Return the tables of pyproject.toml that an installation depends on."""
    project = tomllib.loads((root / "pyproject.toml").read_text())
    kept = [project.get("build-system"), project.get("project"), project["tool"].get("hatch")]
    return json.dumps(kept)


def _stamp(root: Path, name: str, inputs: list[str | Path]) -> Stamp:
    return Stamp(root / ".aeolus/stamps" / name, digest([str(_PYTHON), sys.version, *inputs]))
