"""The page about the sandbox says what the code says."""

from __future__ import annotations

from pathlib import Path

from aeolus_sandbox.api.patches import ALL
from aeolus_sandbox.api.settings import MOTO_VERSION

PAGE = (Path(__file__).parents[2] / "docs/sandbox.md").read_text()


def test_every_patch_has_its_row_and_no_row_is_left_over() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| `")]
    assert rows == [f"| `{patch.name}` | {patch.aws} | {patch.moto} |" for patch in ALL]


def test_the_version_of_moto_is_the_one_pinned() -> None:
    assert f"moto](https://docs.getmoto.org) {MOTO_VERSION}" in PAGE
