"""How mmdebstrap is asked, what is laid over its work, and what is said when it fails."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.machines.image.build import build
from aeolus_sandbox.machines.image.recipe import Recipe


class Programs:
    """Stand-ins for the programs that build, on a PATH of their own; they note what they got."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notes = folder / "notes"
        self.program("systemctl", f'echo "systemctl $*" >>{self.notes}')

    def program(self, name: str, body: str) -> None:
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)

    def bootstrap(self, body: str) -> None:
        """Make unshare, which mmdebstrap runs under, note all it got and run `body`."""
        self.program("unshare", f'{{ echo "$*"; cat; env; }} >>{self.notes}\n{body}')


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:{os.defpath}")
    monkeypatch.setenv("TMPDIR", "/of/our/own")
    return Programs(folder)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return an image as mmdebstrap leaves it."""
    made = tmp_path / "root"
    (made / "etc/ssh").mkdir(parents=True)
    (made / "etc/ssh/ssh_host_rsa_key").write_text("the same for all")
    (made / "etc/hostname").write_text("the builder's")
    (made / "etc/machine-id").write_text("0123")
    return made


RECIPE = Recipe(packages=("one", "two"), masked=("a.service",), sources=("deb x bookworm main",))


def test_packages_come_apart_from_this_machine_and_from_its_sources(
    programs: Programs, root: Path
) -> None:
    programs.bootstrap("echo 'I: installing...' >&2")
    said: list[str] = []
    build(RECIPE, root, said.append)
    got = programs.notes.read_text().splitlines()
    assert "--mount" in got[0]
    assert got[0].endswith(f"--include=one,two bookworm {root} -")
    assert got[1] == "deb x bookworm main"
    assert not any("TMPDIR" in line for line in got)
    assert said[0] == "installing"


def test_without_sources_debians_own_mirror_serves(programs: Programs, root: Path) -> None:
    programs.bootstrap("")
    build(RECIPE.model_copy(update={"sources": ()}), root, lambda _: None)
    assert programs.notes.read_text().splitlines()[0].endswith(f" bookworm {root}")


def test_no_two_machines_share_what_each_makes_for_itself(programs: Programs, root: Path) -> None:
    programs.bootstrap("")
    build(RECIPE, root, lambda _: None)
    assert list((root / "etc/ssh").iterdir()) == []
    assert not (root / "etc/hostname").exists()
    assert (root / "etc/machine-id").read_text() == ""


def test_settings_are_laid_over_it(programs: Programs, root: Path) -> None:
    programs.bootstrap("")
    build(RECIPE, root, lambda _: None)
    settings = root / "etc/cloud/cloud.cfg.d/90_dpkg.cfg"
    assert "datasource_list: [ Ec2 ]" in settings.read_text()
    masking = f"systemctl --root={root} mask --quiet a.service"
    assert masking in programs.notes.read_text().splitlines()


def test_a_failure_tells_what_apt_said(programs: Programs, root: Path) -> None:
    programs.bootstrap("echo 'E: Unable to locate package two' >&2; echo 'bye' >&2; exit 25")
    with pytest.raises(SandboxError) as caught:
        build(RECIPE, root, lambda _: None)
    assert str(caught.value) == ("cannot build the bookworm image: E: Unable to locate package two")
