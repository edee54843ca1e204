"""What a reference in a synthesized stack stands for, as far as anybody can tell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_REFERENCE = re.compile(r"\$\{(?P<address>aws_\w+\.[\w-]+)\.(?P<key>\w+)\}")
_IDS = ("id", "zone_id")

Values = Mapping[str, Mapping[str, Any]]
"""Address → attribute → value."""


@dataclass(frozen=True)
class Known:
    """Attributes in the state, those in the configuration, and ids of what is to be imported."""

    recorded: Values
    declared: Values
    found: Mapping[str, str]

    def resolve(self, value: Any) -> str | None:
        """Return the text that `value` stands for; None where nobody can tell."""
        if not isinstance(value, str):
            return None
        if "${" not in value:
            return value
        reference = _REFERENCE.fullmatch(value)
        if reference is None:
            return None
        address, key = reference["address"], reference["key"]
        recorded = self.recorded.get(address, {}).get(key)
        if recorded is None and key in _IDS:
            recorded = self.found.get(address)
        return recorded or self.resolve(self.declared.get(address, {}).get(key))
