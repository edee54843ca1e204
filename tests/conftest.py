"""What all tests share: a place for temporary files that goes with the run, and their order."""

from __future__ import annotations

import atexit
import functools
import gc
import os
import shutil
import tempfile
import typing
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
import typer
from botocore.loaders import JSONFileLoader
from hypothesis import HealthCheck, settings

# Before cdktf, which starts the Node process that the provider's seam prepares.
import aeolus_constructs  # noqa: F401
from support.order import rank
from support.regions_left import end_all

# Importing and collecting make much that stays: looking for garbage would only take time.
gc.disable()

# cdktf's Testing.app() leaves a folder behind for every app; Node looks for the place here too.
# Each process has one in the first's, not one in another's: the path of a socket, such as
# Chromium's, has room for 107 characters.
_TEMPORARY = tempfile.mkdtemp(prefix="aeolus-tests-", dir=os.environ.get("AEOLUS_TESTS"))
os.environ.setdefault("AEOLUS_TESTS", _TEMPORARY)
os.environ["TMPDIR"] = tempfile.tempdir = _TEMPORARY
atexit.register(shutil.rmtree, _TEMPORARY, ignore_errors=True)
# No test asserts a duration; on a busy machine any example may take long.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
# moto's own images take a second and a half to load, in every test that asks for an instance.
os.environ["MOTO_EC2_LOAD_DEFAULT_AMIS"] = "false"


def pytest_unconfigure(config: pytest.Config) -> None:
    """End what interrupted tests left: xdist kills workers ten seconds after an interrupt."""
    if not hasattr(config, "workerinput") and (left := end_all(Path(_TEMPORARY))):
        print(f"left by interrupted tests, and ended: {', '.join(left)}")


def pytest_collection_finish() -> None:
    """Leave what has been imported and collected, which stays, out of every later collection."""
    gc.freeze()
    # By default all that has been made since is gone through 50 times a run, a tenth of its time.
    gc.set_threshold(10_000, 10, 10)
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start with what takes longest."""

    def place(item: pytest.Item) -> tuple[int, bool, bool]:
        return rank(item.nodeid, deploys=item.get_closest_marker("sandbox") is not None)

    items.sort(key=place)


@pytest.fixture(scope="session", autouse=True)
def one_command_line() -> Iterator[None]:
    """Let typer build a command line once: that takes longer than most commands do."""
    with pytest.MonkeyPatch.context() as patched:
        built = functools.cache(typer.main.get_command)
        patched.setattr("typer.testing._get_command", built)
        yield


@pytest.fixture(scope="session", autouse=True)
def one_look_at_annotations() -> Iterator[None]:
    """Let cdktf, which compares all arguments with their annotations, resolve a function's once."""
    with pytest.MonkeyPatch.context() as patched:
        resolve = typing.get_type_hints
        once = functools.cache(resolve)

        def hints(of: Any, *more: Any, **named: Any) -> dict[str, Any]:
            if more or named or not isinstance(of, FunctionType):
                return resolve(of, *more, **named)
            return dict(once(of))

        patched.setattr(typing, "get_type_hints", hints)
        yield


@pytest.fixture(scope="session", autouse=True)
def one_reading_of_aws_models() -> Iterator[None]:
    """Let botocore read a service's model once, not once a session: EC2's has two megabytes."""
    with pytest.MonkeyPatch.context() as patched:
        read = functools.cache(JSONFileLoader().load_file)
        patched.setattr(JSONFileLoader, "load_file", lambda self, file_path: read(file_path))
        yield


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Share out by file as `--dist loadfile` does, but for what stands on the same ground."""
    if config.getoption("dist") != "loadfile":
        return None
    from support.together import Together

    return Together(config, log)
