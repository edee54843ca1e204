"""Debian's packages come from whatever mirror there is, and are those that were locked."""

from __future__ import annotations

import functools
import hashlib
import os
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from aeolus_node.bundle import ARCHITECTURES, BundleError, debian
from aeolus_node.bundle.debian import DebianLayer, fetched
from aeolus_node.bundle.debian_lock import Package, read, written
from aeolus_node.bundle.folders import DEBIAN_LOCK
from aeolus_node.bundle.mirror import SETTING, mirror, site_of

PATH = "pool/main/h/hello/hello_2.10-3+b1_amd64.deb"
HELLO = Package.of("greeting", PATH, hashlib.sha256(b"hello").hexdigest())
COMMON = Package.of("greeting", "pool/main/h/hello/hello-data_2.10-3_all.deb", HELLO.sha256)
OTHER = Package.of("farewell", "pool/b/bye/bye_1_amd64.deb", HELLO.sha256)
ARM = Package.of("greeting", "pool/main/h/hello/hello_2.10-3+b1_arm64.deb", HELLO.sha256)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """A mirror on loopback that has the packages."""
    folder = tmp_path / "debian"
    for each in (HELLO, COMMON):
        path = folder / each.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"hello")
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))
    ) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


# The lock file


def test_a_packages_name_version_and_architecture_are_those_of_its_file() -> None:
    assert (HELLO.name, HELLO.version, HELLO.architecture) == ("hello", "2.10-3+b1", "amd64")


def test_what_was_written_is_read_again_in_order() -> None:
    assert read(written({HELLO, COMMON, ARM})) == sorted([HELLO, COMMON, ARM])


def test_a_package_for_all_architectures_is_for_each() -> None:
    locked = [HELLO, COMMON, ARM]
    assert [each for each in locked if each.is_for("arm64")] == [COMMON, ARM]


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_the_shipped_lock_has_what_each_group_is_for(architecture: str) -> None:
    locked = [each for each in read(DEBIAN_LOCK.read_text()) if each.is_for(architecture)]
    for group, names in {
        "git": {"git"},
        "single_node": {"postgresql-15", "redis-server", "nginx"},
    }.items():
        assert names <= {each.name for each in locked if each.group == group}


# Fetching


def test_a_layer_has_a_folder_with_the_files_of_its_group(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "debian.lock"
    lock.write_text(written([HELLO, COMMON, ARM, OTHER]))
    monkeypatch.setattr(debian, "DEBIAN_LOCK", lock)
    monkeypatch.setenv(SETTING, site)
    DebianLayer("amd64", "greeting").lay(tmp_path / "root")
    files = [each for each in (tmp_path / "root").rglob("*") if each.is_file()]
    assert {str(each.relative_to(tmp_path / "root")) for each in files} == {
        "packages/greeting/hello_2.10-3+b1_amd64.deb",
        "packages/greeting/hello-data_2.10-3_all.deb",
    }


def test_another_lock_is_another_layer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = tmp_path / "debian.lock"
    monkeypatch.setattr(debian, "DEBIAN_LOCK", lock)
    lock.write_text(written([HELLO]))
    before = DebianLayer("amd64", "greeting").inputs
    lock.write_text(written([HELLO, ARM, OTHER]))
    assert DebianLayer("amd64", "greeting").inputs == before
    lock.write_text(written([HELLO, COMMON]))
    assert DebianLayer("amd64", "greeting").inputs != before


def test_what_is_not_what_was_locked_is_refused(site: str, tmp_path: Path) -> None:
    (tmp_path / "debian" / PATH).write_bytes(b"something else")
    with pytest.raises(BundleError, match="is not what was locked") as raised:
        fetched(site, HELLO)
    assert HELLO.sha256 in str(raised.value)
    assert SETTING in raised.value.cure


def test_what_a_mirror_has_no_more_is_told(site: str) -> None:
    with pytest.raises(BundleError, match=r"hello_2.10-3\+b1_arm64.deb cannot be fetched: .*404"):
        fetched(site, ARM)


# The mirror


def test_a_named_mirror_goes_before_that_of_the_machine() -> None:
    assert mirror({SETTING: "http://mirror.example/debian/"}) == "http://mirror.example/debian"


def test_a_machine_without_apt_is_told_to_name_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    with pytest.raises(BundleError, match="no apt") as raised:
        mirror({})
    assert SETTING in raised.value.cure


def test_apts_own_mirror_is_that_of_debians_archive() -> None:
    targets = (
        "Docker|Docker CE|https://other.example/debian\n"
        "Debian|Debian-Security|http://mirror.example/debian-security\n"
        "Debian|Debian|http://mirror.example/debian\n"
    )
    assert site_of(targets) == "http://mirror.example/debian"


@pytest.mark.parametrize("targets", ["", "Ubuntu|Ubuntu|http://mirror.example/ubuntu\n"])
def test_another_systems_apt_knows_none(targets: str) -> None:
    assert site_of(targets) == ""


def test_debians_images_name_their_mirrors_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "mirrors.list").write_text("https://first.example/debian/\nhttps://second/debian\n")
    targets = f"Debian|Debian|mirror+file:{tmp_path}/mirrors.list\n"
    assert site_of(targets) == "https://first.example/debian"
