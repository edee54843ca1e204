"""`aws_lambda_provisioned_concurrency_config`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import NotPricedError, ResourceType, View
from aeolus_cost.component import Component, decimal
from aeolus_cost.figures import HOURS_PER_MONTH, Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.reading.values import Values

from .lambda_function import MIB_PER_GIB, architecture_of, duration_key, memory_of

FUNCTION, ALIAS, NAME = "aws_lambda_function", "aws_lambda_alias", "function_name"
SECONDS_PER_HOUR = 3600


class LambdaProvisionedConcurrencyConfig(ResourceType):
    """By memory kept ready, all month, called or not (AWS Lambda pricing).

    Calls are counted with the function, at the price without provisioning, which is the higher.
    """

    type = "aws_lambda_provisioned_concurrency_config"

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield what is kept ready; raises NotPricedError without the function."""
        function = _function(resource, view)
        memory, architecture = memory_of(function), architecture_of(function)
        ready = resource.values.number("provisioned_concurrent_executions")
        yield Component(
            name=f"Provisioned concurrency ({decimal(memory)} MB, {architecture})",
            quantity=Figures.same(
                ready * memory / MIB_PER_GIB * HOURS_PER_MONTH * SECONDS_PER_HOUR
            ),
            unit="GB-second",
            price_keys=(duration_key("provisioned", architecture),),
            formula=f"{decimal(ready)} × {decimal(memory)} MB × {HOURS_PER_MONTH} h",
        )


def _function(resource: Resource, view: View) -> Values:
    """Return the function that a resource names, by reference, by alias or by name."""
    for type_ in (FUNCTION, ALIAS):
        for each in view.stack.linked(resource, NAME, type_):
            return each.values if type_ == FUNCTION else _function(each, view)
    name = resource.values.arguments.get(NAME)
    for each in view.stack.of_type(FUNCTION):
        if name and each.values.arguments.get(NAME) == name:
            return each.values
    raise NotPricedError("its function is not in this configuration")
