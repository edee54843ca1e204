"""The hash by which one image is told from another."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from aeolus_sandbox.machines.image.recipe import Recipe


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc/one").write_text("1")
    return tmp_path


def test_the_same_inputs_have_the_same_hash_wherever_they_are(files: Path) -> None:
    elsewhere = files.with_name("elsewhere")
    shutil.copytree(files, elsewhere)
    assert Recipe(files=elsewhere).digest() == Recipe(files=files).digest()


@pytest.mark.parametrize(
    "change",
    [
        {"packages": ("cloud-init",)},
        {"suite": "trixie"},
        {"masked": ()},
        {"sources": ("deb mirror://x bookworm main",)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_any_other_recipe_has_another_hash(files: Path, change: dict[str, object]) -> None:
    changed = Recipe.model_validate({"files": files, **change})
    assert changed.digest() != Recipe(files=files).digest()


def test_a_files_content_and_its_name_count(files: Path) -> None:
    before = Recipe(files=files).digest()
    (files / "etc/one").write_text("2")
    changed = Recipe(files=files).digest()
    (files / "etc/one").rename(files / "etc/two")
    assert len({before, changed, Recipe(files=files).digest()}) == 3


def test_the_code_that_builds_counts(files: Path) -> None:
    code = files / "etc/one"
    before = Recipe(files=files.parent / "none").digest(code)
    code.write_text("other code")
    assert Recipe(files=files.parent / "none").digest(code) != before


def test_no_package_is_named_twice() -> None:
    packages = Recipe().packages
    assert len(set(packages)) == len(packages)
    assert {"cloud-init", "awscli", "openssh-server", "ca-certificates"} <= set(packages)
