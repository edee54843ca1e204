"""Metric math: what an expression makes of the datapoints of several metrics.

Amazon CloudWatch User Guide, "Using math expressions with CloudWatch metrics". Of its functions,
those that alarms are mostly made with are known here. Python reads them as they are written.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping, Sequence

from aeolus_sandbox.errors import SandboxError

# A value for each period, None where one is missing.
Series = list[float | None]
Value = Series | list[Series]

_OPERATORS: Mapping[type[ast.AST], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_AGGREGATES: Mapping[str, Callable[[Sequence[float]], float]] = {
    "SUM": sum,
    "MAX": max,
    "MIN": min,
    "AVG": lambda values: sum(values) / len(values),
}


def value(name: str, expressions: Mapping[str, str], metrics: Mapping[str, Series]) -> Series:
    """Return the values of an expression, or metric, by its id.

    Raises SandboxError for what is not understood.
    """
    return _Reader(expressions, metrics).named(name)


class _Reader:
    def __init__(self, expressions: Mapping[str, str], metrics: Mapping[str, Series]) -> None:
        self.expressions, self.metrics = expressions, metrics
        self.length = max((len(each) for each in metrics.values()), default=0)

    def named(self, name: str) -> Series:
        if name in self.metrics:
            return self.metrics[name]
        text = self.expressions.get(name, "")
        try:
            # Who shows an expression may have broken its lines.
            return self.series(ast.parse(text.strip().replace("\n", " "), mode="eval").body)
        except (SyntaxError, RecursionError, KeyError) as error:
            raise SandboxError(f"metric math {name}: cannot read {text!r}") from error

    def series(self, node: ast.expr) -> Series:
        match node:
            case ast.Constant(value=int() | float() as constant):
                return [float(constant)] * self.length
            case ast.Name(id=name):
                return self.named(name)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return [None if each is None else -each for each in self.series(operand)]
            case ast.BinOp(left=left, op=sign, right=right):
                return _joined(_OPERATORS[type(sign)], self.series(left), self.series(right))
            case ast.Compare(left=left, ops=[sign], comparators=[right]):
                return _joined(_OPERATORS[type(sign)], self.series(left), self.series(right))
            case ast.Call(func=ast.Name(id=function), args=arguments):
                return self.called(function.upper(), arguments)
        raise SyntaxError

    def called(self, function: str, arguments: Sequence[ast.expr]) -> Series:
        match function, arguments:
            case "FILL", [filled, ast.Name(id="REPEAT")]:
                return _repeated(self.series(filled))
            case "FILL", [filled, other]:
                pairs = zip(self.series(filled), self.series(other), strict=True)
                return [there if there is not None else instead for there, instead in pairs]
            case "IF", [condition, then, *rest]:
                otherwise = self.series(rest[0]) if rest else [None] * self.length
                triples = zip(self.series(condition), self.series(then), otherwise, strict=True)
                return [
                    None if holds is None else (first if holds else second)
                    for holds, first, second in triples
                ]
            case "ABS", [one]:
                return [None if each is None else abs(each) for each in self.series(one)]
            case _, [ast.List(elts=several)] if function in _AGGREGATES:
                return _aggregated(_AGGREGATES[function], [self.series(one) for one in several])
            case _, [ast.Call(func=ast.Name(id="METRICS"))] if function in _AGGREGATES:
                return _aggregated(_AGGREGATES[function], list(self.metrics.values()))
            case _, [one] if function in _AGGREGATES:  # one number, of all its periods
                there = [each for each in self.series(one) if each is not None]
                return [_AGGREGATES[function](there) if there else None] * self.length
        raise SyntaxError


def _joined(act: Callable[[float, float], float], left: Series, right: Series) -> Series:
    """Join two series period by period: where one is missing, so is the result."""

    def one(first: float | None, second: float | None) -> float | None:
        if first is None or second is None:
            return None
        try:
            return float(act(first, second))
        except ZeroDivisionError:
            return None

    return [one(*both) for both in zip(left, right, strict=True)]


def _aggregated(act: Callable[[Sequence[float]], float], several: Sequence[Series]) -> Series:
    there = [[each for each in moment if each is not None] for moment in zip(*several, strict=True)]
    return [act(values) if values else None for values in there]


def _repeated(series: Series) -> Series:
    last: float | None = None
    return [last := each if each is not None else last for each in series]
