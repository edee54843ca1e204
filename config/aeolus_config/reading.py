"""Reading an environment file: plain data, the place of each value, no guessing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from .errors import ConfigError, KeyPath, Problem
from .scalars import CONVERT, SURROGATE, complaint, written
from .source import Source, Spot
from .yaml_text import MERGE, compose

MOST_LEVELS = 20

MOST_VALUES = 20_000
"""Values in a file; more come of anchors that repeat each other, not of a person."""

NULL = "tag:yaml.org,2002:null"
SEQUENCE, MAPPING = "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"


def read(path: Path, file: str) -> Source:
    """Return the file at `path` as a Source that calls it `file`.

    What can be said with the rest still readable (a key given twice, a tag) is in its
    `problems`; raises ConfigError when there is no mapping to read at all.
    """
    node = compose(path, file)
    if node is None or node.tag == NULL:
        raise _unusable(file, "is empty", 1)
    if not isinstance(node, yaml.MappingNode):
        kind = "a list" if isinstance(node, yaml.SequenceNode) else "text"
        raise _unusable(file, f"holds {kind}, not keys and values", node.start_mark.line + 1)
    reader = _Reader(Source(file))
    reader.source.data = reader.mapping(node, ())
    return reader.source


class _Reader:
    """Turns nodes into data, and notes where each comes from."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.open: set[int] = set()
        self.count = 0

    def value(self, node: yaml.Node, path: KeyPath) -> Any:
        """Return the data of `node`."""
        self.count += 1
        if len(path) > MOST_LEVELS:
            line = node.start_mark.line + 1
            raise _unusable(self.source.file, "is nested too deeply", line)
        if self.count > MOST_VALUES:
            raise _unusable(self.source.file, f"holds more than {MOST_VALUES} values", 1)
        text = written(node) if isinstance(node, yaml.ScalarNode) else None
        self.source.values[path] = _spot(node, text)
        if id(node) in self.open:
            self.blame(node, path, "an anchor holds itself", "write the value out")
            return None
        self.open.add(id(node))
        try:
            return self.of_kind(node, path)
        finally:
            self.open.remove(id(node))

    def of_kind(self, node: yaml.Node, path: KeyPath) -> Any:
        """Return the data of a mapping, list or scalar."""
        if isinstance(node, yaml.ScalarNode) and node.tag in CONVERT:
            return self.scalar(node, path)
        if isinstance(node, yaml.SequenceNode) and node.tag == SEQUENCE:
            return [self.value(each, (*path, index)) for index, each in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode) and node.tag == MAPPING:
            return self.mapping(node, path)
        tag = node.tag.replace("tag:yaml.org,2002:", "!!")
        self.blame(node, path, f"the tag {tag} is not used here", "remove it")
        return None

    def mapping(self, node: yaml.MappingNode, path: KeyPath) -> dict[str, Any]:
        """Return a mapping; what it merges (`<<`) counts where it gives no value itself."""
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if key_node.tag == MERGE:
                data = self.merged(value_node, path) | data
        own: dict[str, int] = {}
        for key_node, value_node in node.value:
            if key_node.tag == MERGE:
                continue
            if not isinstance(key_node, yaml.ScalarNode):
                self.blame(key_node, path, "a key is a list or mapping", "write a name")
                continue
            key = SURROGATE.sub("?", key_node.value)
            if key in own:
                self.duplicate(key_node, (*path, key), own[key])
                continue
            own[key] = key_node.start_mark.line + 1
            self.source.keys[*path, key] = _spot(key_node)
            data[key] = self.value(value_node, (*path, key))
        return data

    def merged(self, node: yaml.Node, path: KeyPath) -> dict[str, Any]:
        """Return what `<<: *anchor` or `<<: [*one, *two]` brings, the first of them winning."""
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        data: dict[str, Any] = {}
        for each in nodes:
            brought = self.value(each, path) if isinstance(each, yaml.MappingNode) else None
            if brought is None:
                self.blame(each, path, "<< takes a mapping", "name an anchor: <<: *anchor")
                continue
            data = brought | data
        return data

    def scalar(self, node: yaml.ScalarNode, path: KeyPath) -> Any:
        """Return a text, number, boolean or None."""
        told = complaint(node)
        if told:
            self.blame(node, path, *told)
            return None
        return CONVERT[node.tag](node.value)

    def duplicate(self, node: yaml.Node, path: KeyPath, first: int) -> None:
        """Note a key that is given twice."""
        told = f"is given twice, first in line {first}"
        self.blame(node, path, told, "keep one of them", is_key=True)

    def blame(
        self, node: yaml.Node, path: KeyPath, message: str, cure: str, *, is_key: bool = False
    ) -> None:
        """Note a problem at `node`, the value at `path` or its key."""
        spot = _spot(node)
        value = written(node) if isinstance(node, yaml.ScalarNode) and not is_key else None
        self.source.problems.append(
            Problem(self.source.file, message, cure, path, value, spot.line, spot.column)
        )


def _spot(node: yaml.Node, text: str | None = None) -> Spot:
    return Spot(node.start_mark.line + 1, node.start_mark.column + 1, text)


def _unusable(file: str, message: str, line: int) -> ConfigError:
    cure = "write keys and values, as docs/configuration.md shows"
    return ConfigError([Problem(file, message, cure, line=line)])
