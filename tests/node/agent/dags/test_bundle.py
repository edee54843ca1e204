"""The bundle in the hands of Airflow itself, as the node bundle brings it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.console import Console

from aeolus_agent.dags.cache import EMPTY
from aeolus_cli.dags.bucket import DagBucket
from aeolus_cli.dags.folder import read_folder
from aeolus_cli.dags.upload import push_folder
from aeolus_sandbox import region as regions
from aeolus_sandbox.account import Account
from aeolus_sandbox.region import Region
from support.airflow_environment import unpack
from support.bundle_process import Node, bundle_process
from support.dag_folders import BUCKET, lay_out
from support.project import ROOT

pytestmark = pytest.mark.sandbox


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpack(tmp_path_factory.mktemp("airflow"))


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    state = tmp_path_factory.mktemp("region")
    region = regions.up("dags", Account(account_id="123456789012", region="us-east-1"), state)
    region.client("s3").create_bucket(Bucket=BUCKET)
    yield region
    regions.down("dags", state)


@pytest.fixture(scope="module")
def node(
    packages: Path, region: Region, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Node]:
    """Airflow with a bundle for each of `NAMES`."""
    home = tmp_path_factory.mktemp("node")
    classpath = "aeolus_agent.dags.bundle.PushedDagBundle"
    kwargs = {"bucket": BUCKET, "versions_kept": 1, "refresh_interval": 20}
    bundles = [
        {"name": name, "classpath": classpath, "kwargs": {**kwargs, "prefix": name}}
        for name in NAMES
    ]
    variables = {**region.environment(), "AWS_DEFAULT_REGION": region.account.region}
    with bundle_process(packages, home, bundles, variables) as made:
        yield made


@dataclass
class Airflow:
    """A bundle that nobody pushed to yet, and who pushes."""

    node: Node
    bundle: str
    bucket: DagBucket
    pushes: Path

    def begin(self, name: str, version: str | None = None) -> None:
        """Let somebody use the current version, or the one that is given."""
        self.node.do("begin", name, self.bundle, *([version] if version else []))

    def push(self, **files: str) -> str:
        """Push a folder of Python files; return the version."""
        folder = self.pushes / str(len(list(self.pushes.iterdir())))
        lay_out(folder, {f"{name}.py": text for name, text in files.items()})
        return self.push_folder(folder)

    def push_folder(self, folder: Path) -> str:
        return push_folder(read_folder(folder), self.bucket, Console(quiet=True)).version

    def look(self, name: str) -> tuple[str, dict[str, str]]:
        """Return the version that somebody uses, and its files."""
        seen = self.node.do("look", name)
        assert seen["versioned"]
        return seen["version"], seen["files"]

    @property
    def versions(self) -> list[str]:
        """Those on disk."""
        return self._names(self.node.storage / self.bundle / "versions")

    @property
    def notes(self) -> list[str]:
        """The versions that Airflow knows to have been used."""
        return self._names(self.node.storage / "_tracking" / self.bundle)

    def _names(self, folder: Path) -> list[str]:
        return sorted(file.name for file in folder.glob("*"))


@pytest.fixture
def airflow(node: Node, region: Region, tmp_path: Path, request: pytest.FixtureRequest) -> Airflow:
    name = request.node.originalname
    bucket = DagBucket(region.client("s3"), bucket=BUCKET, prefix=name)
    return Airflow(node, name, bucket, tmp_path)


def test_before_the_first_push_there_are_no_dags_and_then_there_are(airflow: Airflow) -> None:
    airflow.begin("processor")
    assert airflow.look("processor") == (EMPTY.version, {})
    pushed = airflow.push(a="x = 1\n")
    airflow.node.do("refresh", "processor")
    assert airflow.look("processor") == (pushed, {"a.py": "x = 1\n"})


def test_a_run_keeps_its_version_while_others_are_pushed(airflow: Airflow) -> None:
    first = airflow.push(a="x = 1\n")
    airflow.begin("processor")
    airflow.begin("task", first)
    second = airflow.push(a="x = 2\n")
    airflow.node.do("refresh", "processor")
    airflow.begin("later task of the run", first)
    assert airflow.look("processor") == (second, {"a.py": "x = 2\n"})
    for task in ("task", "later task of the run"):
        assert airflow.look(task) == (first, {"a.py": "x = 1\n"})


def test_a_version_goes_when_nobody_uses_it_and_airflows_note_of_it_too(airflow: Airflow) -> None:
    first = airflow.push(a="x = 1\n")
    airflow.begin("task", first)
    airflow.node.do("run", "task")
    airflow.begin("processor")
    second = airflow.push(a="x = 2\n")
    airflow.node.do("refresh", "processor")
    assert airflow.versions == sorted([first, second])
    assert airflow.notes == [first]
    airflow.node.do("end", "task")
    third = airflow.push(a="x = 3\n")
    airflow.node.do("refresh", "processor")
    assert third in airflow.versions
    assert first not in airflow.versions
    assert airflow.notes == []


def test_a_version_of_long_ago_is_fetched_again(airflow: Airflow) -> None:
    first = airflow.push(a="x = 1\n")
    airflow.push(a="x = 2\n")
    airflow.begin("cleared task", first)
    assert airflow.look("cleared task") == (first, {"a.py": "x = 1\n"})


def test_the_example_is_read_without_an_error(airflow: Airflow) -> None:
    airflow.push_folder(ROOT / "examples/dags")
    airflow.begin("processor")
    found = airflow.node.do("parse", "processor")
    assert found["errors"] == {}
    assert list(found["dags"]) == ["example"]
    queues = found["dags"]["example"]
    assert queues.pop("check_heavy") == "heavy"
    assert set(queues.values()) == {"default"}


def test_a_file_that_is_broken_stops_no_other(airflow: Airflow) -> None:
    dag = "from airflow.sdk import dag\n@dag(schedule=None)\ndef good(): ...\ngood()\n"
    airflow.push(good=dag, bad="from airflow.sdk import dag, nothing_of_the_kind\n")
    airflow.begin("processor")
    found = airflow.node.do("parse", "processor")
    assert list(found["dags"]) == ["good"]
    assert list(found["errors"]) == ["bad.py"]
    assert "nothing_of_the_kind" in found["errors"]["bad.py"]


NAMES = [name for name in dir() if name.startswith("test_")]
"""A bundle for each test."""
