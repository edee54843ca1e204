"""Airflow's Python environment: the first layer of a bundle, and by far the largest."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aeolus_agent import places

from . import uv
from .compiling import compile_below
from .digest import digest
from .errors import BundleError
from .folders import airflow_lock
from .node_bundle import Architecture
from .requirements import extra_entries

SITE_PACKAGES = Path(places.ENVIRONMENT.name) / f"lib/python{uv.PYTHON_VERSION}/site-packages"

_PYTHON = "/usr/bin/python3.11"
"""Debian's, on the node."""
_CONFIGURATION = "home = /usr/bin\ninclude-system-site-packages = false\n"
_NOT_FOR_NODES = ("activate", "activate.*", "activate_this.py", "deactivate.bat", "pydoc.bat")
"""In `bin`: for people in a shell."""
_OF_THIS_MACHINE = (".gitignore", ".lock", "CACHEDIR.TAG", "lib64", "bin/python*")
_PATCH_OF_DISTUTILS = "lib/*/site-packages/_virtualenv.*"
"""virtualenv's, loaded by every process; for building packages."""


@dataclass(frozen=True)
class EnvironmentLayer:
    """Airflow's lock file and a user's requirements, installed and compiled."""

    architecture: Architecture
    airflow_version: str
    requirements: Sequence[str]

    title = "Airflow and its packages"

    @property
    def inputs(self) -> str:
        """The hash of what the layer is made of; bytecode may differ by Python's patch release."""
        python = ".".join(map(str, sys.version_info[:3]))
        lock = airflow_lock(self.airflow_version)
        return digest(self.architecture, python, lock, *self.requirements)

    def lay(self, root: Path) -> None:
        """Make `root/airflow`; raises BundleError."""
        environment = root / places.ENVIRONMENT.name
        with tempfile.TemporaryDirectory(prefix="aeolus-bundle-") as work:
            self._install(environment, Path(work))
        _strip(environment)
        compile_below(environment / "lib", environment, str(places.ENVIRONMENT))

    def _install(self, environment: Path, work: Path) -> None:
        lock, extra = airflow_lock(self.airflow_version), work / "extra.lock"
        extra.write_text(
            extra_entries(self.requirements, lock=lock, architecture=self.architecture, work=work)
        )
        try:
            uv.run("venv", "--quiet", "--relocatable", "--python", sys.executable, environment)
            uv.run(
                *("pip", "install", "--quiet", "--no-compile-bytecode"),
                *("--python", environment / "bin/python"),
                *uv.target(self.architecture),
                *("--require-hashes", "--requirements", lock, "--requirements", extra),
            )
        except uv.UvError as error:
            raise BundleError(
                f"the packages of {lock.parent.name}/{lock.name} cannot be installed",
                details=str(error).splitlines(),
                cure="see that the package index can be reached; UV_DEFAULT_INDEX names another",
            ) from error


def _strip(environment: Path) -> None:
    """Take out what belongs to the machine that builds, and point to the node's Python."""
    for pattern in (*_OF_THIS_MACHINE, *(f"bin/{each}" for each in _NOT_FOR_NODES)):
        for path in environment.glob(pattern):
            path.unlink()
    for path in environment.glob(_PATCH_OF_DISTUTILS):
        path.unlink()
    (environment / "bin/python").symlink_to(_PYTHON)
    for name in ("python3", f"python{uv.PYTHON_VERSION}"):
        (environment / "bin" / name).symlink_to("python")
    (environment / "pyvenv.cfg").write_text(_CONFIGURATION)
