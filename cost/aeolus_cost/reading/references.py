"""What an expression `${…}` refers to, and its value where that is a literal somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

EXPRESSION = re.compile(r"\$\{([^}]*)\}")
ADDRESS = re.compile(r"\b((?:aws|random|tls|null|terraform)_[a-z0-9_]+)\.([A-Za-z0-9_-]+)")
WHOLE = re.compile(r"^\$\{([A-Za-z0-9_.\[\]-]+)\}$")

DEEPEST = 10
"""References followed one after another; more is taken for a circle."""


def mentioned(value: Any) -> tuple[str, ...]:
    """Return the addresses of resources that the expressions in `value` mention, once each."""
    found = (
        f"{type_}.{label}"
        for text in _strings(value)
        for expression in EXPRESSION.findall(text)
        for type_, label in ADDRESS.findall(expression)
    )
    return tuple(dict.fromkeys(found))


class Resolver:
    """Follows references of one configuration to literals: variables, locals, other resources."""

    def __init__(self, configuration: Mapping[str, Any]) -> None:
        """Resolve within `configuration`; a variable has the value of its default."""
        self._configuration = configuration

    def resolved(self, value: Any, depth: int = 0) -> Any:
        """Return `value` with each expression that leads to a literal replaced by it."""
        if isinstance(value, Mapping):
            return {key: self.resolved(each, depth) for key, each in value.items()}
        if isinstance(value, list):
            return [self.resolved(each, depth) for each in value]
        if not isinstance(value, str) or "${" not in value or depth > DEEPEST:
            return value
        whole = WHOLE.match(value)
        if whole:
            found = self._literal(whole.group(1))
            return value if found is None else self.resolved(found, depth + 1)
        return EXPRESSION.sub(lambda match: self._inner(match.group(0), depth), value)

    def _inner(self, expression: str, depth: int) -> str:
        found = self.resolved(expression, depth + 1)
        return str(found) if isinstance(found, str | int | float) else expression

    def _literal(self, reference: str) -> Any:
        """Return what a reference leads to; None where nothing in the configuration says."""
        match re.split(r"[.\[]", reference.replace("]", "")):
            case ["var", name, *rest]:
                found = self._configuration.get("variable", {}).get(name, {})
                return _at(found.get("default"), rest)
            case ["local", name, *rest]:
                return _at(self._configuration.get("locals", {}).get(name), rest)
            case [type_, label, *rest] if rest:
                body = self._configuration.get("resource", {}).get(type_, {}).get(label)
                return _at(body, rest)
            case _:
                return None


def _at(value: Any, steps: list[str]) -> Any:
    for step in steps:
        if isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, Mapping):
            value = value.get(step)
        else:
            return None
    return value


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
