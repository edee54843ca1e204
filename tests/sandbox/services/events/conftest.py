"""A clock for what is due."""

from __future__ import annotations

import pytest

from support.set_clock import Clock


@pytest.fixture
def clock() -> Clock:
    """Return a clock that a test sets."""
    return Clock()
