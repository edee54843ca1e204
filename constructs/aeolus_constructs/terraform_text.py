"""Text as a string of Terraform's language, for arguments of its functions."""

from __future__ import annotations

import re

from cdktf import Fn

_TOKEN = re.compile(r"(\$\{TfToken\[[^\]]*\]\})")
"""A value that cdktf puts in place of an expression until it synthesizes."""

_TEMPLATE = re.compile(r"(?<=[$%])(?=\{)")
"""Where Terraform would take what follows for an expression of its own; cut there, it does not."""

_ESCAPES = {"\\": "\\\\", "\r": "\\r", "\t": "\\t"}
"""What `Fn.raw_string` leaves as it is (Terraform, "Strings and Templates", escape sequences)."""


def literal(text: str) -> str:
    """Return an expression that comes to `text`, in which only cdktf's tokens are expressions.

    A shell's `${name}` and a format's `%{name}` stay what they are.
    """
    parts: list[str] = []
    for part in _TOKEN.split(text):
        if _TOKEN.fullmatch(part):
            parts.append(part)
        else:
            parts += [Fn.raw_string(_escaped(piece)) for piece in _TEMPLATE.split(part)]
    return Fn.join("", parts)


def resolved_size(text: str, expression_bytes: int) -> int:
    """Return the bytes of `text` when each token in it comes to `expression_bytes`."""
    without, tokens = _TOKEN.subn("", text)
    return len(without.encode()) + tokens * expression_bytes


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(character, character) for character in text)
