"""A bundle is built once, of layers that are kept; what is found is whole and tells its hash."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from aeolus_node.bundle import store as stores
from aeolus_node.bundle.errors import BundleError
from aeolus_node.bundle.store import Store


@dataclass
class Files:
    """A layer of one file, which counts how often it is made."""

    title: str
    inputs: str
    made: list[str] = field(default_factory=list)

    def lay(self, root: Path) -> None:
        (root / self.title).write_text(self.inputs)
        self.made.append(self.inputs)


class Broken(Files):
    """A layer that cannot be made."""

    def lay(self, root: Path) -> None:
        (root / "half").write_text("done")
        raise BundleError("it cannot be made", cure="do this")


class Edited(Files):
    """A layer whose files are changed once, while they are packed."""

    def lay(self, root: Path) -> None:
        super().lay(root)
        self.inputs = "2"


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def store(tmp_path: Path, said: list[str]) -> Store:
    return Store(tmp_path / "bundles", said.append)


def test_the_name_of_a_bundle_tells_what_is_in_it(store: Store) -> None:
    bundle = store.bundle("arm64", [Files("agent", "1")])
    assert bundle.architecture == "arm64"
    assert bundle.sha256 == hashlib.sha256(bundle.path.read_bytes()).hexdigest()
    assert bundle.path.name.endswith(f"-arm64-{bundle.sha256}.tar.zst")


def test_of_the_same_inputs_it_is_built_once(store: Store, said: list[str]) -> None:
    layer = Files("agent", "1")
    first = store.bundle("amd64", [layer])
    told = len(said)
    assert store.bundle("amd64", [layer]) == first
    assert layer.made == ["1"]
    assert len(said) == told


def test_a_layer_that_did_not_change_is_not_made_again(store: Store) -> None:
    large = Files("airflow", "of September")
    before = store.bundle("amd64", [large, Files("agent", "1")])
    after = store.bundle("amd64", [large, Files("agent", "2")])
    assert before.sha256 != after.sha256
    assert large.made == ["of September"]


def test_the_same_inputs_of_another_architecture_are_another_bundle(store: Store) -> None:
    layer = Files("agent", "1")
    assert store.bundle("amd64", [layer]).path != store.bundle("arm64", [layer]).path
    assert layer.made == ["1", "1"]


def test_another_builder_builds_anew(
    tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    layer = Files("agent", "1")
    Store(tmp_path, said.append).bundle("amd64", [layer])
    monkeypatch.setattr(stores, "_BUILDER", "another")
    Store(tmp_path, said.append).bundle("amd64", [layer])
    assert layer.made == ["1", "1"]


def test_a_file_that_is_edited_meanwhile_does_not_go_by_what_it_was(store: Store) -> None:
    edited = Edited("agent", "1")
    bundle = store.bundle("amd64", [edited])
    assert edited.made == ["1", "2"]
    assert store.bundle("amd64", [Files("agent", "2")]) == bundle
    assert store.bundle("amd64", [Files("agent", "1")]) != bundle


def test_each_step_that_takes_its_time_is_told(store: Store, said: list[str]) -> None:
    store.bundle("amd64", [Files("airflow", "1"), Files("agent", "1")])
    begun = [line for line in said if "done in" not in line]
    assert begun == ["node bundle for amd64: airflow", "node bundle for amd64: agent"]
    assert len(said) == 2 * len(begun)


def test_of_what_failed_nothing_is_left(store: Store, tmp_path: Path) -> None:
    with pytest.raises(BundleError):
        store.bundle("amd64", [Broken("agent", "1")])
    assert [each.name for each in (tmp_path / "bundles").iterdir()] == ["lock"]


def test_what_a_killed_process_left_goes_with_the_next_build(store: Store, tmp_path: Path) -> None:
    left = tmp_path / "bundles" / "work-of-yesterday" / "root"
    left.mkdir(parents=True)
    store.bundle("amd64", [Files("agent", "1")])
    assert not left.parent.exists()


def test_old_ones_are_forgotten(store: Store, tmp_path: Path) -> None:
    used = Files("agent", "in use")
    path = store.bundle("amd64", [used]).path
    for number in range(stores.KEPT + 2):
        store.bundle("amd64", [Files("agent", str(number))])
        os.utime(path, (number, number))
        store.bundle("amd64", [used])
    kept = set((tmp_path / "bundles").glob("*.tar.zst"))
    assert len(kept) == stores.KEPT
    assert path in kept
    assert len(list((tmp_path / "bundles").glob("*.layer"))) == stores.KEPT
