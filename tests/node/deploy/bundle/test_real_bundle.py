"""The bundles that are deployed: whole, the same wherever they are built, and of no machine."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard

from aeolus_node.bundle import Architecture, BundleError, Bundles, build
from aeolus_node.bundle.building import layers
from aeolus_node.bundle.folders import PROJECT, airflow_lock
from aeolus_node.bundle.requirements import extra_entries, pins
from aeolus_node.bundle.store import Store

pytestmark = pytest.mark.sandbox

VERSION = "3.3.2"
SITE_PACKAGES = "airflow/lib/python3.11/site-packages"
MACHINES: dict[Architecture, int] = {"amd64": 62, "arm64": 183}
"""`e_machine` of an ELF file (elf.h)."""

HELLO = """
import sys
sys.path.insert(0, sys.argv[1])
import airflow, aeolus_agent.description, lxml.etree, psycopg2, uvloop
from airflow.providers.celery.executors.celery_executor import CeleryExecutor
print(airflow.__version__, aeolus_agent.__spec__.cached, airflow.__spec__.cached)
"""


@pytest.fixture(scope="module")
def bundles() -> Bundles:
    """The project's own, which whoever deploys has built."""
    return build(airflow_version=VERSION, say=print)


@pytest.fixture(scope="module", params=MACHINES)
def architecture(request: pytest.FixtureRequest) -> Architecture:
    name: Architecture = request.param
    return name


@pytest.fixture(scope="module")
def unpacked(
    bundles: Bundles, architecture: Architecture, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A bundle's files; they go before the next one's come."""
    folder = tmp_path_factory.mktemp(architecture)
    with bundles[architecture].path.open("rb") as file:
        reader = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)
        with tarfile.open(fileobj=reader, mode="r|") as archive:
            archive.extractall(folder, filter="fully_trusted")
    yield folder
    subprocess.run(["rm", "-r", folder], check=True)


def test_another_folder_makes_the_same_bytes(bundles: Bundles, tmp_path: Path) -> None:
    again = Store(tmp_path / "elsewhere", print).bundle("amd64", layers("amd64", VERSION, []))
    assert again.path != bundles["amd64"].path
    assert again.sha256 == bundles["amd64"].sha256


def test_what_is_built_is_found_again(bundles: Bundles) -> None:
    said: list[str] = []
    assert build(airflow_version=VERSION, say=said.append) == bundles
    assert said == []


def test_all_that_is_locked_is_installed_and_nothing_else(unpacked: Path) -> None:
    locked = pins(airflow_lock(VERSION).read_text())
    metadata = (unpacked / SITE_PACKAGES).glob("*.dist-info/METADATA")
    lines = [path.read_text(errors="replace").splitlines() for path in metadata]
    found = {
        field("Name", each).lower().replace("_", "-").replace(".", "-"): field("Version", each)
        for each in lines
    }
    assert found == locked


def field(name: str, lines: list[str]) -> str:
    return next(line for line in lines if line.startswith(f"{name}: ")).partition(": ")[2]


def test_every_library_is_for_the_architecture(unpacked: Path, architecture: Architecture) -> None:
    libraries = [path for path in unpacked.rglob("*.so*") if path.is_file()]
    assert len(libraries) > 30
    machines = {int.from_bytes(path.read_bytes()[18:20], "little") for path in libraries}
    assert machines == {MACHINES[architecture]}


def test_nothing_names_the_machine_that_built_it(unpacked: Path, bundles: Bundles) -> None:
    names = [str(PROJECT).encode(), str(next(iter(bundles.values())).path.parent).encode()]
    told = [
        path.relative_to(unpacked)
        for path in unpacked.rglob("*")
        if path.is_file() and any(name in path.read_bytes() for name in names)
    ]
    assert told == []
    links = {path.name: str(path.readlink()) for path in unpacked.rglob("*") if path.is_symlink()}
    assert links == {"python": "/usr/bin/python3.11", "python3": "python", "python3.11": "python"}


def test_programs_find_the_python_beside_them(unpacked: Path) -> None:
    for name in ("airflow", "celery"):
        first, second = (unpacked / "airflow/bin" / name).read_text().splitlines()[:2]
        assert first == "#!/bin/sh"
        assert "realpath" in second


def test_every_module_is_compiled_and_no_source_is_looked_at(unpacked: Path) -> None:
    packages = unpacked / SITE_PACKAGES
    sources = {path for path in packages.rglob("*.py")}
    compiled = [path for path in packages.rglob("*.pyc")]
    assert len(compiled) > 0.99 * len(sources) > 5000
    assert {path.read_bytes()[4:8] for path in compiled} == {b"\x01\0\0\0"}


@pytest.mark.skipif(
    sys.platform != "linux" or "x86_64" not in sys.implementation._multiarch,
    reason="the libraries in it are Linux's on x86-64",
)
@pytest.mark.parametrize("architecture", ["amd64"], indirect=True)
def test_airflow_and_the_agent_load_from_it(unpacked: Path) -> None:
    site_packages = str(unpacked / SITE_PACKAGES)
    command = [sys.executable, "-I", "-S", "-c", HELLO, site_packages]
    settings = {"AIRFLOW_HOME": str(unpacked / "home")}
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    version, *cached = done.stdout.split()[-3:]
    assert version == VERSION
    assert all(each.startswith(site_packages) for each in cached)


def test_more_is_resolved_beside_what_is_locked(tmp_path: Path) -> None:
    lock = airflow_lock(VERSION)
    extra = extra_entries(["pandas>=2"], lock=lock, architecture="arm64", work=tmp_path)
    assert {"numpy", "pandas"} <= pins(extra).keys()
    assert not pins(extra).keys() & pins(lock.read_text()).keys()
    assert extra.count("--hash=sha256:") > 2


def test_what_needs_an_older_package_than_the_lock_has_is_refused(tmp_path: Path) -> None:
    lock = airflow_lock(VERSION)
    with pytest.raises(BundleError) as raised:
        extra_entries(["dataset==1.6.2"], lock=lock, architecture="amd64", work=tmp_path)
    assert "'dataset==1.6.2'" in str(raised.value)
    assert "sqlalchemy==2.0.54" in str(raised.value)
