"""A deploy is killed in its midst only when all that nobody could find again is recorded."""

from __future__ import annotations

import pytest

from support.mid_apply import LOOKS, halfway

MADE = """\
aws_kms_alias.key: Creating...
aws_route.a: Creating...
aws_route.a: Creation complete after 0s [id=r-1]
aws_kms_alias.key: Creation complete after 1s [id=alias/key]
"""
WAITS = "aws_db_instance.metastore: Still creating... [10s elapsed]\n"


@pytest.mark.parametrize(
    ("log", "is_so"),
    [
        ("", False),
        (MADE, False),
        (MADE + WAITS * (LOOKS - 1), False),
        (MADE + WAITS * LOOKS, True),
        (WAITS * LOOKS + MADE, False),
        ("aws_route.b: Creating...\n" + MADE + WAITS * LOOKS, False),
        (WAITS * LOOKS, True),
    ],
    ids=["empty", "no look", "too early", "in time", "made after that", "being made", "none made"],
)
def test_it_is_halfway(log: str, is_so: bool) -> None:
    assert halfway(log) is is_so
