"""What migrations are known is read from their files."""

from __future__ import annotations

import pytest

from aeolus_agent.migrate.revisions import Revisions, chain

FIRST = 'revision = "aa11"\ndown_revision = None\nbranch_labels = None\n'
SECOND = 'revision: str = "bb22"\ndown_revision: str | None = "aa11"\n'
# As a migration's docstring begins; it assigns nothing.
THIRD = '''"""Add x.

Revision ID: cc33
Revises: bb22
"""
revision = "cc33"
down_revision = "bb22"
'''


def test_the_head_is_what_nothing_follows_whatever_the_order_of_files() -> None:
    for files in ([FIRST, SECOND, THIRD], [THIRD, FIRST, SECOND]):
        assert chain(files) == Revisions(frozenset({"aa11", "bb22", "cc33"}), "cc33")


def test_other_files_are_none() -> None:
    assert chain([FIRST, '"""A package."""\n']).head == "aa11"


@pytest.mark.parametrize("files", [[], [FIRST, SECOND, 'revision = "dd"\ndown_revision = "aa11"']])
def test_what_has_no_one_end_is_no_chain(files: list[str]) -> None:
    with pytest.raises(ValueError, match="one end"):
        chain(files)
