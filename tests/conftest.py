"""What all tests share: a place for temporary files that goes with the run, and their order."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

import pytest

# Before cdktf, which starts the Node process that the provider's seam prepares.
import aeolus_constructs  # noqa: F401

# cdktf's Testing.app() leaves a folder behind for every app; Node looks for the place here too.
_TEMPORARY = tempfile.mkdtemp(prefix="aeolus-tests-")
os.environ["TMPDIR"] = tempfile.tempdir = _TEMPORARY
atexit.register(shutil.rmtree, _TEMPORARY, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start with what takes minutes, so that the other worker has something to do meanwhile."""
    items.sort(key=lambda item: item.get_closest_marker("sandbox") is None)
