"""An engine over an account in this process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.scaling import Scaling, scaling


@pytest.fixture
def region() -> Iterator[Scaling]:
    """Return an engine over an empty account."""
    with scaling() as made:
        yield made
