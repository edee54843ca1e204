"""docs/configuration.md: its examples are right, its keys and tables complete."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from aeolus_config.loading import load_environment
from aeolus_config.rules.rds_classes import usable_connections
from aeolus_config.rules.table import owned_table, rules_table
from aeolus_config.schema import schema
from support.environments import CLUSTER, written

TEXT = (Path(__file__).parents[2] / "docs/configuration.md").read_text(encoding="utf-8")
EXAMPLES: list[dict[str, Any]] = [
    yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```", TEXT, re.M | re.S)
]


def keys_in(value: Any) -> Iterator[str]:
    """Yield every key of `value`, at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys_in(inner)
    if isinstance(value, list):
        for each in value:
            yield from keys_in(each)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: ",".join(example)[:20])
def test_every_example_is_right(example: dict[str, Any], tmp_path: Path) -> None:
    document = example if "topology" in example else CLUSTER | example
    load_environment(written(document, tmp_path, "example"))


def test_every_key_has_an_example() -> None:
    described = schema()
    keys = {
        key
        for section in (described, *described["$defs"].values())
        for key in section.get("properties", {})
    }
    assert keys - {key for example in EXAMPLES for key in keys_in(example)} == set()


def test_every_rule_is_listed() -> None:
    assert rules_table() in TEXT, "python -m aeolus_config.rules.table prints the tables"


def test_every_option_that_no_file_may_set_is_listed() -> None:
    assert owned_table() in TEXT, "python -m aeolus_config.rules.table prints the tables"


@pytest.mark.parametrize(("name", "left"), re.findall(r"`(db\.\w+\.\w+)` \| (\d+)", TEXT))
def test_the_connections_of_classes(name: str, left: str) -> None:
    assert usable_connections(name) == int(left)
