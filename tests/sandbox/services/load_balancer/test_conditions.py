"""Conditions as regular expressions: what they match, and as which words they are written."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from aeolus_sandbox.services.load_balancer.balancer import Condition
from aeolus_sandbox.services.load_balancer.conditions import lines


def expressions(condition: Condition) -> list[str]:
    """Return the regular expressions of a list, as HAProxy reads its words."""
    [line] = lines("rule", condition)
    words = re.findall(r'"((?:[^"\\]|\\.)*)"', line.partition(" -- ")[2])
    return [re.sub(r"\\(.)", r"\1", word) for word in words]


@pytest.mark.parametrize(
    ("values", "path", "met"),
    [
        (["/a/*"], "/a/b/c", True),
        (["/a/*"], "/b/a/c", False),
        (["/a?"], "/ab", True),
        (["/a?"], "/a", False),
        (["/a.b"], "/axb", False),
        (["/a.b", "/c+$d"], "/c+$d", True),
        (["/a\\b"], "/a\\b", True),
    ],
)
def test_a_pattern_is_met_as_a_whole(values: Sequence[str], path: str, met: bool) -> None:
    found = expressions(Condition("path-pattern", values))
    assert any(re.search(expression, path) for expression in found) == met


@pytest.mark.parametrize(
    ("key", "value", "query", "met"),
    [
        ("version", "v1", "a=b&VERSION=v1", True),
        ("version", "v1", "oldversion=v1", False),
        ("version", "v1", "version=v10", False),
        ("version", "v*", "version=v10&a=b", True),
        ("version", "v*", "version=a&b=v1", False),
        ("v?", "*", "v1=&a", True),
        ("", "shop", "shop&a=b", True),
        ("", "shop", "a=shop", True),
        ("", "shop", "shop=a", False),
        ("a(b", "c,d'", "a(b=c,d'", True),
    ],
)
def test_one_pair_of_a_query_meets_a_condition(key: str, value: str, query: str, met: bool) -> None:
    [expression] = expressions(Condition("query-string", pairs=[(key, value)]))
    assert bool(re.search(expression, query, re.IGNORECASE)) == met


def test_a_header_may_have_any_name_that_a_header_has() -> None:
    [line] = lines("rule", Condition("http-header", ["a"], "X-'$a"))
    assert line.startswith('acl rule "req.fhdr(X-\'\\$a)" ')
