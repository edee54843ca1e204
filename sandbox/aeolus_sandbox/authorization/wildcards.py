"""Whether a value is like a pattern of a policy.

IAM User Guide, "IAM JSON policy elements: Resource": `*` is any number of characters, `?` is one.
"""

from __future__ import annotations

import re
from functools import lru_cache


def like(pattern: str, value: str, *, ignore_case: bool = False) -> bool:
    """Return whether all of `value` is like `pattern`; nothing but `*` and `?` is special."""
    return _expression(pattern, ignore_case).fullmatch(value) is not None


@lru_cache(maxsize=4096)
def _expression(pattern: str, ignore_case: bool) -> re.Pattern[str]:
    # A row of stars is one star: more of them would only make matching slow.
    parts = re.split(r"(\*+|\?)", pattern)
    source = "".join(
        ".*" if part.startswith("*") else "." if part == "?" else re.escape(part) for part in parts
    )
    return re.compile(source, re.DOTALL | (re.IGNORECASE if ignore_case else 0))
