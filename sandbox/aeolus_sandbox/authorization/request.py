"""What is asked, as policies see it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Request:
    """An action on a resource (None: which one is not known), and the values of condition keys.

    IAM User Guide, "The request context". The names of keys know no case.
    """

    action: str
    resource: str | None
    context: Mapping[str, Sequence[str]] = field(default_factory=dict)
    told: Collection[str] | None = None
    """The beginnings of the keys that its context tells, in lower case; None: all there are."""

    def doubtful(self, key: str) -> bool:
        """Tell whether it is not known if the request has a condition key."""
        name = key.lower()
        known = self.told is None or any(name.startswith(one) for one in self.told)
        return not known and self.values(key) is None

    def values(self, key: str) -> Sequence[str] | None:
        """Return the values of a condition key, None when the request has no such key."""
        wanted = key.lower()
        return next((found for name, found in self.context.items() if name.lower() == wanted), None)

    def fill(self, text: str) -> str | None:
        """Return `text` with its policy variables replaced, None when one has no single value.

        IAM User Guide, "Policy variables": `${key}`, and `${key, 'default'}`; what has a variable
        without a value is like nothing. `${*}` and its like, which stand for themselves, have none.
        """
        missing = False

        def value(found: re.Match[str]) -> str:
            nonlocal missing
            name, default = found["name"].strip(), found["default"]
            values = self.values(name)
            if values is not None and len(values) == 1:
                return values[0]
            missing = missing or default is None
            return default or ""

        filled = _VARIABLE.sub(value, text)
        return None if missing else filled


_VARIABLE = re.compile(r"\$\{(?P<name>[^},]+)(?:,\s*'(?P<default>[^']*)')?\s*\}")
