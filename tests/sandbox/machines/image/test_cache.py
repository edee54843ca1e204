"""Images are built once, whole or not at all, and old ones go."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from aeolus_sandbox.machines.image import cache
from aeolus_sandbox.machines.image.recipe import Recipe
from aeolus_sandbox.machines.layers import Disk
from support.machines import needs_machines

Build = Callable[[Recipe, Path, Callable[[str], None]], None]


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Build images of one file instead of Debian; return the directories they were built in."""
    built: list[Path] = []

    def build(recipe: Recipe, root: Path, say: Callable[[str], None]) -> None:
        say(f"building {recipe.suite}")
        (root / "suite").write_text(recipe.suite)
        built.append(root)

    monkeypatch.setattr(cache, "build", build)
    return built


def image(directory: Path, suite: str = "bookworm") -> Path:
    return cache.image(Recipe(suite=suite), directory, lambda _: None)


def names(directory: Path) -> set[str]:
    return {path.name for path in directory.iterdir()}


def test_a_recipe_is_built_once(builds: list[Path], tmp_path: Path) -> None:
    first = image(tmp_path)
    assert (first / "suite").read_text() == "bookworm"
    assert first.stat().st_mode & 0o777 == 0o755
    assert image(tmp_path) == first
    assert len(builds) == 1


def test_the_steps_are_told(builds: list[Path], tmp_path: Path) -> None:
    said: list[str] = []
    cache.image(Recipe(), tmp_path, said.append)
    assert said == ["building bookworm"]


def test_another_recipe_takes_the_place_of_the_old_one(builds: list[Path], tmp_path: Path) -> None:
    old = image(tmp_path)
    new = image(tmp_path, "trixie")
    assert names(tmp_path) == {".lock", new.name}
    assert new != old


@needs_machines
def test_an_image_that_machines_run_from_stays(builds: list[Path], tmp_path: Path) -> None:
    old = image(tmp_path / "images")
    disk = Disk(tmp_path / "machine")
    disk.mount([old])
    try:
        new = image(tmp_path / "images", "trixie")
        assert names(tmp_path / "images") == {".lock", old.name, new.name}
    finally:
        disk.discard()


def test_a_build_that_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def interrupted(_recipe: Recipe, root: Path, _say: Callable[[str], None]) -> None:
        (root / "half").touch()
        raise KeyboardInterrupt

    monkeypatch.setattr(cache, "build", interrupted)
    with pytest.raises(KeyboardInterrupt):
        image(tmp_path)
    assert names(tmp_path) == {".lock"}


def test_what_a_killed_build_left_is_neither_used_nor_kept(
    builds: list[Path], tmp_path: Path
) -> None:
    (tmp_path / ".building-abc/root").mkdir(parents=True)
    made = image(tmp_path)
    assert names(tmp_path) == {".lock", made.name}


def test_who_comes_during_a_build_waits_for_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    built: list[Path] = []

    def build(_recipe: Recipe, root: Path, _say: Callable[[str], None]) -> None:
        built.append(root)
        begun.set()
        assert go_on.wait(10)

    monkeypatch.setattr(cache, "build", build)
    found: list[Path] = []
    threads = [threading.Thread(target=lambda: found.append(image(tmp_path))) for _ in range(2)]
    threads[0].start()
    assert begun.wait(10)
    threads[1].start()
    go_on.set()
    for thread in threads:
        thread.join()
    assert len(built) == 1
    assert found[0] == found[1]
