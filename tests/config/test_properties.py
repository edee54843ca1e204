"""What holds for every file: it is an environment, or it is told in lines what is wrong."""

from __future__ import annotations

import json
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aeolus_config.errors import ConfigError
from aeolus_config.loading import load_environment
from aeolus_config.model import Environment
from aeolus_config.rules import findings
from aeolus_config.schema import schema
from support.environments import BASES, Document
from support.strategies import documents, environments

KeyPath = tuple[Any, ...]
VALIDATOR = jsonschema.Draft202012Validator(schema())

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=10)
    | st.sampled_from(["cluster", "10.0.0.0/16", "0" * 12, "yes", "[key]", "s3", "git", "1e999"])
)
junk = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
# A file is written once per example.
relaxed = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def outcome(text: str, folder: Path, name: str = "staging") -> Environment | ConfigError:
    """Load `text`; any other exception is a failure."""
    path = folder / f"{name}.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    told: ConfigError
    try:
        return load_environment(path)
    except ConfigError as error:
        told = error
    lines = str(told).splitlines()
    assert len(lines) == len(told.problems) > 0
    assert all(line.startswith(f"{path}:") for line in lines)
    return told


def places(value: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Yield the paths of all values below `value`."""
    pairs = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, inner in pairs:
        yield (*path, key)
        yield from places(inner, (*path, key))


def mutated(document: Document, data: st.DataObject) -> Document:
    """Return a copy with a value replaced, removed, or added somewhere."""
    document = json.loads(json.dumps(document))
    *above, last = data.draw(st.sampled_from(list(places(document))))
    parent: Any = document
    for step in above:
        parent = parent[step]
    match data.draw(st.sampled_from(["replace", "remove", "add"])):
        case "replace":
            parent[last] = data.draw(junk)
        case "remove":
            del parent[last]
        case _ if isinstance(parent, dict):
            parent[data.draw(st.text(max_size=8))] = data.draw(junk)
        case _:
            parent.append(data.draw(junk))
    return document


@relaxed
@given(environments())
def test_what_the_strategy_draws_keeps_every_rule(environment: Environment) -> None:
    assert findings(environment) == []


@relaxed
@given(document=documents())
def test_a_file_is_loaded_as_it_was_meant(document: Document, tmp_path: Path) -> None:
    name = document.pop("name")
    loaded = outcome(json.dumps(document), tmp_path, name)  # JSON is YAML
    assert loaded == Environment.model_validate(document | {"name": name})


@relaxed
@given(documents())
def test_the_json_schema_accepts_what_the_model_accepts(document: Document) -> None:
    document.pop("name")
    VALIDATOR.validate(document)


@relaxed
@given(base=st.sampled_from(sorted(BASES)), data=st.data())
def test_a_mutated_document_is_an_environment_or_told(
    base: str, data: st.DataObject, tmp_path: Path
) -> None:
    document = BASES[base]
    for _ in range(data.draw(st.integers(1, 3))):
        document = mutated(document, data)
    outcome(yaml.safe_dump(document, allow_unicode=True), tmp_path)


@relaxed
@given(base=st.sampled_from(sorted(BASES)), data=st.data())
def test_a_mistyped_file_is_an_environment_or_told(
    base: str, data: st.DataObject, tmp_path: Path
) -> None:
    text = yaml.safe_dump(BASES[base])
    at = data.draw(st.integers(0, len(text)))
    typed = data.draw(st.text(st.sampled_from(string.punctuation + " \t\n0aé\0"), max_size=4))
    removed = data.draw(st.integers(0, 5))
    outcome(text[:at] + typed + text[at + removed :], tmp_path)


@relaxed
@given(text=st.text())
def test_any_text_is_told(text: str, tmp_path: Path) -> None:
    assert isinstance(outcome(text, tmp_path), ConfigError)


@pytest.mark.parametrize("depth", [21, 150, 250, 1000, 20_000])
def test_a_file_nested_too_deeply_is_told(depth: int, tmp_path: Path) -> None:
    told = outcome("tags: " + "[" * depth + "]" * depth, tmp_path)
    assert "is nested too deeply" in str(told)


def test_anchors_that_multiply_are_told(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for level in range(1, 10):
        inner = ", ".join([f"*a{level - 1}"] * 10)
        lines.append(f"a{level}: &a{level} [{inner}]")
    told = outcome("\n".join(lines), tmp_path)
    assert "holds more than 20000 values" in str(told)
