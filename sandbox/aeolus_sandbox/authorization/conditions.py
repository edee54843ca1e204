"""Whether the Condition of a statement holds for a request.

IAM User Guide, "IAM JSON policy elements: Condition operators" and "Multivalued context keys".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network

from aeolus_sandbox.authorization.request import Request
from aeolus_sandbox.authorization.wildcards import like
from aeolus_sandbox.errors import SandboxError

Conditions = Mapping[str, Mapping[str, Sequence[str]]]
Test = Callable[[str, str], bool]  # the policy's value, the request's value


def hold(conditions: Conditions, request: Request) -> bool:
    """Return whether every condition holds. Raises SandboxError for an operator IAM lacks."""
    return all(
        _holds(operator, key, expected, request)
        for operator, keys in conditions.items()
        for key, expected in keys.items()
        if not request.doubtful(key)
    )


def doubtful(conditions: Conditions, request: Request) -> bool:
    """Tell whether conditions speak of what is not known of the request.

    What depends on them is to be to nobody's harm: it is met in an Allow, and not in a Deny.
    """
    return any(request.doubtful(key) for keys in conditions.values() for key in keys)


def _holds(operator: str, key: str, expected: Sequence[str], request: Request) -> bool:
    found = request.values(key)
    if operator == "Null":
        return any((value.lower() == "true") == (found is None) for value in expected)
    quantifier, _, name = operator.rpartition(":")
    if_exists = name.endswith("IfExists")
    name = name.removesuffix("IfExists")
    negated = name in _NEGATED
    test = _TESTS.get(_NEGATED.get(name, name))
    if test is None or quantifier not in ("", "ForAllValues", "ForAnyValue"):
        raise SandboxError(
            f"condition operator {operator} of a policy: IAM has none of this name; correct it"
        )
    if not found:
        if quantifier:
            return quantifier == "ForAllValues"
        # A negated operator is true of a key that is not there.
        return if_exists or negated
    filled = [value for value in map(request.fill, expected) if value is not None]

    def fits(value: str) -> bool:
        return any(_tested(test, pattern, value) for pattern in filled) != negated

    return any(map(fits, found)) if quantifier == "ForAnyValue" else all(map(fits, found))


def _tested(test: Test, expected: str, value: str) -> bool:
    try:
        return test(expected, value)
    except ValueError:  # what is no number, date or address is equal to none
        return False


def _arn(expected: str, value: str) -> bool:
    """Each of an ARN's six parts is compared alone: a star reaches over no colon but the last."""
    patterns, parts = expected.split(":", 5), value.split(":", 5)
    return len(patterns) == len(parts) == 6 and all(map(like, patterns, parts))


def _date(text: str) -> datetime:
    if text.isdigit():
        return datetime.fromtimestamp(int(text), UTC)
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


_TESTS: dict[str, Test] = {
    "StringEquals": lambda expected, value: value == expected,
    "StringEqualsIgnoreCase": lambda expected, value: value.lower() == expected.lower(),
    "StringLike": like,
    "ArnEquals": _arn,
    "ArnLike": _arn,
    "Bool": lambda expected, value: value.lower() == expected.lower(),
    "BinaryEquals": lambda expected, value: value == expected,
    "IpAddress": lambda network, value: ip_address(value) in ip_network(network, strict=False),
    "NumericEquals": lambda bound, value: float(value) == float(bound),
    "NumericLessThan": lambda bound, value: float(value) < float(bound),
    "NumericLessThanEquals": lambda bound, value: float(value) <= float(bound),
    "NumericGreaterThan": lambda bound, value: float(value) > float(bound),
    "NumericGreaterThanEquals": lambda bound, value: float(value) >= float(bound),
    "DateEquals": lambda bound, value: _date(value) == _date(bound),
    "DateLessThan": lambda bound, value: _date(value) < _date(bound),
    "DateLessThanEquals": lambda bound, value: _date(value) <= _date(bound),
    "DateGreaterThan": lambda bound, value: _date(value) > _date(bound),
    "DateGreaterThanEquals": lambda bound, value: _date(value) >= _date(bound),
}
_NEGATED = {
    "StringNotEquals": "StringEquals",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
    "NotIpAddress": "IpAddress",
    "NumericNotEquals": "NumericEquals",
    "DateNotEquals": "DateEquals",
}
