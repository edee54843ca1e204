"""Words of HAProxy's configuration (Configuration Manual, "Quoting and escaping")."""

from __future__ import annotations

_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "$": "\\$", "\n": "\\n", "\r": "\\r"})


def quoted(text: str) -> str:
    """Return a text as one word, whatever is in it."""
    return f'"{text.translate(_ESCAPED)}"'
