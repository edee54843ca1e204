"""A function's zip: the same files make the same bytes, whenever and wherever."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from aeolus_constructs import function_archive
from aeolus_constructs.function_archive import FUNCTIONS, archive, build, source_code_hash

FUNCTION = "secret_provisioning"
PACKAGE = FUNCTIONS / FUNCTION / FUNCTION


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with a package in it, and what Python and people leave lying about."""
    folder = tmp_path / "package"
    (folder / "inner" / "__pycache__").mkdir(parents=True)
    for name in ("b.py", "a.py", "inner/__init__.py"):
        (folder / name).write_text(f"# {name}\n")
    (folder / "inner" / "__pycache__" / "a.cpython-311.pyc").write_bytes(b"\0")
    (folder / "a.py.orig").write_text("# left over\n")
    return folder


def entries(content: bytes, tmp_path: Path) -> list[zipfile.ZipInfo]:
    path = tmp_path / "written.zip"
    path.write_bytes(content)
    with zipfile.ZipFile(path) as file:
        return file.infolist()


def test_the_same_files_make_the_same_bytes() -> None:
    assert archive(PACKAGE) == archive(PACKAGE)


def test_a_copy_with_other_times_and_modes_makes_the_same_bytes(tmp_path: Path) -> None:
    copied = shutil.copytree(PACKAGE, tmp_path / "elsewhere" / FUNCTION)
    for path in copied.rglob("*.py"):
        os.utime(path, (1, 1))
        path.chmod(0o600)
    assert archive(copied) == archive(PACKAGE)


def test_another_file_makes_other_bytes(package: Path) -> None:
    before = archive(package)
    (package / "a.py").write_text("# changed\n")
    assert archive(package) != before


def test_holds_the_package_and_nothing_that_lies_about(package: Path, tmp_path: Path) -> None:
    assert [each.filename for each in entries(archive(package), tmp_path)] == [
        "package/a.py",
        "package/b.py",
        "package/inner/__init__.py",
    ]


def test_lambdas_user_may_read_every_file(package: Path, tmp_path: Path) -> None:
    for path in package.rglob("*.py"):
        path.chmod(0o600)
    for each in entries(archive(package), tmp_path):
        assert each.external_attr >> 16 == 0o644


def test_the_bytes_do_not_depend_on_how_zlib_compresses(package: Path, tmp_path: Path) -> None:
    for each in entries(archive(package), tmp_path):
        assert each.compress_type == zipfile.ZIP_STORED


def test_the_hash_is_the_one_that_lambda_reports() -> None:
    content = archive(PACKAGE)
    assert base64.b64decode(source_code_hash(content)) == hashlib.sha256(content).digest()


def test_builds_once_and_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(function_archive, "BUILT", tmp_path / "build")
    path, code_hash = build(FUNCTION)
    assert path.read_bytes() == archive(PACKAGE)
    assert code_hash == source_code_hash(archive(PACKAGE))
    os.utime(path, (1, 1))
    assert build(FUNCTION) == (path, code_hash)
    assert path.stat().st_mtime == 1
    assert [each for each in (tmp_path / "build").rglob("*") if each.is_file()] == [path]


def test_what_functions_share_comes_in_the_same_zip(package: Path, tmp_path: Path) -> None:
    names = [each.filename for each in entries(archive(PACKAGE, package), tmp_path)]
    assert "secret_provisioning/handler.py" in names
    assert "package/inner/__init__.py" in names
