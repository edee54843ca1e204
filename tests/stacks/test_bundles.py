"""The bundles of a synth: there for a deploy, left out on request, and never half of each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aeolus_config.model import Environment, GitDags
from aeolus_node.bundle import UNBUILT, BundleError, NodeBundle
from aeolus_stacks import bundles
from aeolus_stacks.bundles import (
    NODE_BUNDLE,
    TO_BE_READ,
    bundles_of,
    groups_of,
    place,
)
from support.shipped import SHIPPED, shipped


def refuse(*arguments: Any, **more: Any) -> Any:
    raise BundleError("it cannot be", details=["because"], cure="do this")


def built(folder: Path) -> dict[Any, NodeBundle]:
    """Return a bundle of each architecture that is in `folder`."""
    folder.mkdir()
    found: dict[Any, NodeBundle] = {}
    for each in UNBUILT:
        path = folder / f"{each}.tar.zst"
        path.write_text(each)
        found[each] = NodeBundle(each, path, f"{each:0>64}")
    return found


def test_who_only_reads_the_json_waits_for_no_bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "build", refuse)
    environments = [shipped(name) for name in SHIPPED]
    assert bundles_of(environments, TO_BE_READ, print) == {name: {(): UNBUILT} for name in SHIPPED}


def test_who_deploys_gets_what_the_environment_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "build", lambda *asked, **more: (*asked, more["airflow_version"]))
    airflow = shipped("dev").airflow.model_copy(update={"requirements": ("pandas<3",)})
    dev = shipped("dev").model_copy(update={"airflow": airflow})
    found: dict[str, Any] = dict(bundles_of([dev, shipped("prod")], {}, print))
    assert found == {
        "dev": {(): (("pandas<3",), ("single_node",), "3.3.2")},
        "prod": {(): ((), (), "3.3.2")},
    }


def with_more(**requirements: tuple[str, ...]) -> Environment:
    """Return prod whose groups have requirements of their own, by their names."""
    prod = shipped("prod")
    workers = {
        name: group.model_copy(update={"requirements": requirements.get(name, ())})
        for name, group in prod.workers.items()
    }
    airflow = prod.airflow.model_copy(update={"requirements": ("pandas<3",)})
    return prod.model_copy(update={"airflow": airflow, "workers": workers})


def test_a_group_with_more_gets_more_and_the_others_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "build", lambda *asked, **more: asked[0])
    found: dict[str, Any] = dict(bundles_of([with_more(heavy=("torch", "jax"))], {}, print))
    assert found["prod"] == {
        (): ("pandas<3",),
        ("jax", "torch"): ("pandas<3", "jax", "torch"),
    }


def test_groups_that_ask_for_the_same_share_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(bundles, "build", lambda *what, **more: asked.append(what[0]))
    bundles_of([with_more(heavy=("torch", "jax"), default=("jax", "torch"))], {}, print)
    assert asked == [("pandas<3",), ("pandas<3", "jax", "torch")]


def test_what_is_wrong_is_told_with_the_group(monkeypatch: pytest.MonkeyPatch) -> None:
    def build(requirements: tuple[str, ...], *_: Any, **more: Any) -> None:
        if "torch" in requirements:
            refuse()

    monkeypatch.setattr(bundles, "build", build)
    with pytest.raises(BundleError) as raised:
        bundles_of([with_more(heavy=("torch",))], {}, print)
    assert str(raised.value).startswith("environment prod, group heavy: it cannot be")


def test_environments_that_ask_for_the_same_share_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def build(*what: Any, **more: Any) -> object:
        asked.append(what)
        return object()

    monkeypatch.setattr(bundles, "build", build)
    bundles_of([shipped(name) for name in SHIPPED], {}, print)
    assert sorted(asked) == [((), ()), ((), ("single_node",))]


def test_a_repository_of_dags_brings_git(monkeypatch: pytest.MonkeyPatch) -> None:
    dags = GitDags(source="git", repository_url="https://git.example.com/dags.git")
    assert groups_of(shipped("prod").model_copy(update={"dags": dags})) == ("git",)
    assert groups_of(shipped("dev").model_copy(update={"dags": dags})) == ("git", "single_node")


def test_what_is_wrong_is_told_with_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "build", refuse)
    with pytest.raises(BundleError) as raised:
        bundles_of([shipped("staging")], {}, print)
    assert str(raised.value) == "environment staging: it cannot be\n  because\n  → do this"


def test_a_setting_that_is_none_is_refused() -> None:
    with pytest.raises(BundleError, match=f"{NODE_BUNDLE} is 'skip'"):
        bundles_of([], {NODE_BUNDLE: "skip"}, print)


def test_bundles_are_put_where_the_stacks_look_and_others_taken_away(tmp_path: Path) -> None:
    found = built(tmp_path / "cache")
    (tmp_path / "bundles").mkdir()
    (tmp_path / "bundles" / "of-last-week.tar.zst").touch()
    place([{(): found, ("torch",): found}, {(): UNBUILT}], tmp_path)
    there = {each.name: each.read_text() for each in (tmp_path / "bundles").iterdir()}
    assert there == {f"{each:0>64}-{each}.tar.zst": each for each in found}


def test_what_lies_there_outlives_the_cache(tmp_path: Path) -> None:
    found = built(tmp_path / "cache")
    place([{(): found}], tmp_path)
    for each in found.values():
        each.path.unlink()
        assert (tmp_path / each.placed).read_text() == each.architecture


def test_a_bundle_that_is_gone_is_told(tmp_path: Path) -> None:
    found = built(tmp_path / "cache")
    found["arm64"].path.unlink()
    with pytest.raises(BundleError, match=r"arm64.tar.zst was removed meanwhile"):
        place([{(): found}], tmp_path)
