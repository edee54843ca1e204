"""The JSON Schema that editors use: current, complete, and of one mind with the model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from aeolus_config.schema import PATH, schema, text
from support.environments import BASES, changed

SHIPPED = sorted((Path(__file__).parents[2] / "config/environments").glob("*.yaml"))
VALIDATOR = jsonschema.Draft202012Validator(schema())


def sections() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the schema's objects that have named properties."""
    described = schema()
    yield "Environment", described
    yield from ((name, each) for name, each in described["$defs"].items() if "properties" in each)


def test_the_file_is_current() -> None:
    told = "run: python -m aeolus_config.schema"
    assert PATH.read_text(encoding="utf-8") == text(), told


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_environments_fit_and_name_it(path: Path) -> None:
    VALIDATOR.validate(yaml.safe_load(path.read_text()))
    reference = path.read_text().splitlines()[0].partition("$schema=")[2]
    assert (path.parent / reference).resolve() == PATH


@pytest.mark.parametrize("section", [pytest.param(each, id=name) for name, each in sections()])
def test_every_key_is_described_and_no_other_is_taken(section: dict[str, Any]) -> None:
    assert section["additionalProperties"] is False
    assert [key for key, each in section["properties"].items() if "description" not in each] == []


def test_the_name_is_not_written_in_the_file() -> None:
    assert "name" not in schema()["properties"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("account_id", 123456789012),
        ("account_id", "1234"),
        ("masters.count", 0),
        ("masters.cuont", 2),
        ("topology", "kubernetes"),
        ("ami_id", {"arm": "ami-0a1b2c3d"}),
        ("web.allowed_cidr_blocks", []),
        ("dags", {"source": "git"}),
    ],
)
def test_it_refuses_what_the_model_refuses(key: str, value: object) -> None:
    assert not VALIDATOR.is_valid(changed(BASES["cluster"], {key: value}))
