"""Formulas of DB parameters (Amazon RDS User Guide, "Specifying DB parameters")."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable, Mapping, Sequence

from aeolus_sandbox.errors import SandboxError

# What begins like this is a formula; any other value stands for itself.
_FORMULA = re.compile(r"\s*(\{|(GREATEST|LEAST|SUM|IF)\()")

_FUNCTIONS: Mapping[str, Callable[[Sequence[float]], float]] = {
    "GREATEST": max,
    "LEAST": min,
    "SUM": sum,
    "IF": lambda given: given[1] if given[0] else given[2],
    "log": lambda given: math.log2(given[0]),
    "whole": lambda given: math.trunc(given[0]),
}


def evaluate(value: str, variables: Mapping[str, int]) -> str:
    """Return what a parameter's value comes to; what is in braces is a whole number.

    Raises SandboxError when it is a formula that cannot be worked out.
    """
    if not _FORMULA.match(value):
        return value
    try:
        # Braces hold arithmetic, whose fractions are cut off.
        tree = ast.parse(value.strip().replace("{", "whole(").replace("}", ")"), mode="eval")
        return str(math.trunc(_number(tree.body, variables)))
    except (SyntaxError, ArithmeticError, ValueError, LookupError, TypeError) as error:
        raise SandboxError(f"{value} is no formula of a DB parameter: {error}") from error


def _number(tree: ast.expr, variables: Mapping[str, int]) -> float:
    match tree:
        case ast.Constant(value=int() as number):
            return number
        case ast.Name(id=name):
            return variables[name]
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _number(left, variables) * _number(right, variables)
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return _number(left, variables) / _number(right, variables)
        case ast.Call(func=ast.Name(id=name), args=given, keywords=[]):
            return _FUNCTIONS[name]([_number(one, variables) for one in given])
    raise ValueError(f"{ast.unparse(tree)} is neither number, variable, product nor function")
