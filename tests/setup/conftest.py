"""A machine whose programs are all fakes, and a checkout to be set up on it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from aeolus_sandbox.machines.requirement import Host

REPOSITORY = Path(__file__).parents[2]


class Machine:
    """Programs on a PATH of their own; each call is recorded as one line, `name arguments…`."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.bin.mkdir(parents=True)
        self._calls = folder / "calls"
        self._calls.touch()

    def program(self, name: str, body: str = "", *, path: Path | None = None) -> Path:
        """Put a bash script in place that records its call and then runs `body`."""
        path = path or self.bin / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#!/bin/bash\necho "{name} $*" >>{self._calls}\n{body}\n')
        path.chmod(0o755)
        return path

    def real(self, *names: str) -> None:
        """Make real programs available by their names."""
        for name in names:
            found = shutil.which(name, path=os.defpath)
            assert found is not None
            (self.bin / name).symlink_to(found)

    @property
    def calls(self) -> list[str]:
        """Return what was called so far."""
        return self._calls.read_text().splitlines()

    def forget(self) -> None:
        """Forget the calls so far."""
        self._calls.write_text("")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Return a bare machine: its PATH holds nothing."""
    bare = Machine(tmp_path / "machine")
    monkeypatch.setenv("PATH", str(bare.bin))
    return bare


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a copy of what set-up reads, with locks small enough to tell apart."""
    root = tmp_path / "checkout"
    (root / "requirements").mkdir(parents=True)
    for name in ("uv", "python", "checkov"):
        (root / f"requirements/{name}.lock").write_text(f"{name}==1\n")
    for name in ("pyproject.toml", "package.json", "package-lock.json"):
        shutil.copy(REPOSITORY / name, root / name)
    return root


def prepared(
    prepare: Callable[[Path], None], host: Host, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run a step of set-up as on this host."""
    monkeypatch.setattr(Host, "here", lambda: host)
    prepare(checkout)
