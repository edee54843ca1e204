"""Conditions of a rule as HAProxy's access control lists.

Application Load Balancers User Guide, "Condition types for listener rules".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aeolus_sandbox.services.load_balancer.balancer import Condition
from aeolus_sandbox.services.load_balancer.quoting import quoted

# Any character of a text, and of a key or value in a query.
_ANY, _ANY_IN_QUERY = ".", "[^&]"


def lines(name: str, condition: Condition) -> Iterator[str]:
    """Yield the lines of a list of this name, which is met when one of them is."""
    words = " ".join(quoted(f"^{_expression(value)}$") for value in condition.values)
    match condition.field:
        case "host-header":
            yield f"acl {name} req.hdr(host),host_only -m reg -i -- {words}"
        case "path-pattern":
            yield f"acl {name} path -m reg -- {words}"
        case "http-header":
            yield f"acl {name} {quoted(f'req.fhdr({condition.name})')} -m reg -i -- {words}"
        case "http-request-method":
            yield f"acl {name} method -m str -- {' '.join(map(quoted, condition.values))}"
        case "source-ip":
            yield f"acl {name} src {' '.join(condition.values)}"
        case "query-string":
            pairs = " ".join(quoted(_pair(*pair)) for pair in condition.pairs)
            yield f"acl {name} query -m reg -i -- {pairs}"


def _expression(pattern: str, any_one: str = _ANY) -> str:
    """Return the regular expression of a pattern, in which `*` is any text and `?` a character."""
    kinds = {"*": f"{any_one}*", "?": any_one}
    return "".join(kinds.get(part) or re.escape(part) for part in pattern)


def _pair(key: str, value: str) -> str:
    """Return the regular expression of a query that has a value, with a key if one is given."""
    before = f"{_expression(key, _ANY_IN_QUERY)}=" if key else "([^&=]*=)?"
    return f"(^|&){before}{_expression(value, _ANY_IN_QUERY)}(&|$)"
