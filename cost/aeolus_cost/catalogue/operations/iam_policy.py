"""`aws_iam_role_policy` and `aws_iam_policy`: where it shows who may publish metrics."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from aeolus_cost.catalogue.resource_type import ResourceType, View
from aeolus_cost.component import Component
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.reading.values import Values
from aeolus_cost.usage.usage import Item

PUBLISH = "cloudwatch:putmetricdata"

METRICS = Item(
    "custom_metrics",
    "metric-month",
    "Custom metrics that whoever has this policy publishes: each name with each set of dimensions.",
    default=Figures.of(0, 10, 40),
    each=True,
)
CALLS = Item(
    "put_metric_data_calls",
    "1k requests",
    "Calls of PutMetricData by whoever has this policy: one a minute is 43.8 thousand a month.",
    default=Figures.of("43.8", "43.8", 200),
    each=True,
)


class IamRolePolicy(ResourceType):
    """A policy is free; the metrics that it lets somebody publish are not (CloudWatch pricing)."""

    type = "aws_iam_role_policy"
    usage = (METRICS, CALLS)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield metrics and calls where the policy allows PutMetricData, else nothing."""
        if not allows(_document(resource.values), PUBLISH):
            return
        yield view.by_usage(
            resource, METRICS, label="Custom metrics", price_key="cloudwatch.custom_metric"
        )
        yield view.by_usage(
            resource, CALLS, label="PutMetricData", price_key="cloudwatch.put_metric_data"
        )


class IamPolicy(IamRolePolicy):
    """The same, by itself."""

    type = "aws_iam_policy"


def allows(document: Any, action: str) -> bool:
    """Return whether a policy document allows `action`, in lower case, somewhere.

    Denials do not count: they may be of other resources. What is no policy allows nothing.
    """
    statements = document.get("Statement") if isinstance(document, Mapping) else None
    return any(
        statement.get("Effect") == "Allow" and _covers(statement, action)
        for statement in _listed(statements)
        if isinstance(statement, Mapping)
    )


def _covers(statement: Mapping[str, Any], action: str) -> bool:
    if "NotAction" in statement:
        return not _matches(statement["NotAction"], action)
    return _matches(statement.get("Action"), action)


def _matches(patterns: Any, action: str) -> bool:
    return any(fnmatchcase(action, str(pattern).lower()) for pattern in _listed(patterns))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _document(values: Values) -> Any:
    """Return the policy, in which names of resources may still be expressions.

    Raises UnknownValueError where all of it is one: nobody knows then what it allows.
    """
    given = values.arguments.get("policy")
    try:
        return json.loads(given) if isinstance(given, str) else given
    except ValueError:
        values.text("policy")
        return None
