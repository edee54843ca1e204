"""What a user asks for beside Airflow is held against Airflow's lock file, and told early."""

from __future__ import annotations

from pathlib import Path

import pytest

from aeolus_node.bundle import uv
from aeolus_node.bundle.errors import BundleError
from aeolus_node.bundle.folders import airflow_lock
from aeolus_node.bundle.requirements import conflicts, entries, extra_entries, pins

LOCK = """\
celery[redis]==5.6.3 \\
    --hash=sha256:01
    # via apache-airflow-providers-celery
SQLAlchemy==2.0.54 \\
    --hash=sha256:02 \\
    --hash=sha256:03
"""
PINNED = {"celery": "5.6.3", "sqlalchemy": "2.0.54"}


def test_a_lock_files_entries_keep_their_hashes() -> None:
    found = entries(LOCK)
    assert [*found] == ["celery", "sqlalchemy"]
    assert found["sqlalchemy"].count("--hash") == 2
    assert "".join(found.values()) == LOCK


def test_a_lock_files_pins() -> None:
    assert pins(LOCK) == PINNED


def test_the_shipped_lock_has_airflow_itself() -> None:
    assert pins(airflow_lock("3.3.2").read_text())["apache-airflow"] == "3.3.2"


def test_the_shipped_lock_has_the_time_zones_that_schedules_go_by() -> None:
    """Whatever Debian's image has: Python looks there first, and then in this package."""
    assert "tzdata" in pins(airflow_lock("3.3.2").read_text())


@pytest.mark.parametrize("requirement", ["pandas", "celery>=5,<6", "SQLAlchemy[asyncio]>=2"])
def test_what_leaves_the_lock_as_it_is_may_be_had(requirement: str) -> None:
    assert conflicts([requirement], PINNED) == []


def test_a_conflict_names_what_was_asked_for_and_what_the_lock_has() -> None:
    assert conflicts(["pandas", "sqlalchemy<2"], PINNED) == [
        "'sqlalchemy<2' excludes sqlalchemy 2.0.54, which the lock has"
    ]


def test_a_file_of_ones_own_is_another_package() -> None:
    (line,) = conflicts(["celery @ https://example.com/celery.whl"], PINNED)
    assert line.endswith("is another celery than the lock's 5.6.3")


def test_without_requirements_nothing_is_asked(tmp_path: Path) -> None:
    lock = tmp_path / "there-is-none.lock"
    assert extra_entries([], lock=lock, architecture="amd64", work=tmp_path) == ""


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "requirements" / "airflow-0.lock"
    path.parent.mkdir()
    path.write_text(LOCK)
    path.with_suffix(".in").write_text("celery[redis]\n")
    return path


def test_what_the_lock_has_is_installed_from_the_lock(
    lock: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def resolve(architecture: str, source: Path, output: Path, options: list[object]) -> None:
        assert source.read_text() == "celery[redis]\npandas<3\n"
        assert options == ["--constraints", lock]
        output.write_text(LOCK + "pandas==2.3.3 \\\n    --hash=sha256:04\n")

    monkeypatch.setattr(uv, "resolve", resolve)
    extra = extra_entries(["pandas<3"], lock=lock, architecture="arm64", work=tmp_path)
    assert extra == "pandas==2.3.3 \\\n    --hash=sha256:04\n"


def test_a_conflict_further_down_is_told_in_uvs_words(
    lock: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def resolve(*arguments: object) -> None:
        raise uv.UvError("Because fancy depends on celery<5\nthere is no solution")

    monkeypatch.setattr(uv, "resolve", resolve)
    with pytest.raises(BundleError) as raised:
        extra_entries(["fancy==1"], lock=lock, architecture="arm64", work=tmp_path)
    message, asked, *words, cure = str(raised.value).splitlines()
    assert "airflow.requirements" in message
    assert "requirements/airflow-0.lock" in message
    assert asked == "  'fancy==1'"
    assert words == ["  Because fancy depends on celery<5", "  there is no solution"]
    assert "PythonVirtualenvOperator" in cure
