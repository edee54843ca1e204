"""`aws_lambda_function`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from aeolus_cost.catalogue.resource_type import NotPricedError, ResourceType, View
from aeolus_cost.component import Component, decimal, shown
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.reading.values import Values
from aeolus_cost.usage.usage import Item

MILLION = 1_000_000
MIB_PER_GIB = 1024
MILLISECONDS = 1000
DEFAULT_MIB = 128
FREE_STORAGE_MIB = 512
"""What a function has in /tmp at no charge (AWS Lambda pricing)."""
PRICES = {"x86_64": "x86", "arm64": "arm64"}

REQUESTS = Item(
    "requests",
    "1M requests",
    "Calls a month. A function that only a deploy calls has next to none; one that is called each "
    "minute has 0.0438 million.",
    default=Figures.of(0, "0.0438", "0.1"),
    each=True,
)
DURATION = Item(
    "duration_ms",
    "ms",
    "Milliseconds that a call takes on average.",
    default=Figures.of(200, 200, 1000),
    each=True,
)


class LambdaFunction(ResourceType):
    """By the call, and by gigabytes of memory and disk times seconds (AWS Lambda pricing)."""

    type = "aws_lambda_function"
    usage = (REQUESTS, DURATION)

    def components(self, resource: Resource, view: View) -> Iterator[Component]:
        """Yield calls, duration and disk; raises NotPricedError for SnapStart that bills."""
        values = resource.values
        yield view.by_usage(resource, REQUESTS, label="Requests", price_key="lambda.requests")
        memory, architecture = memory_of(values), architecture_of(values)
        name = f"Duration ({decimal(memory)} MB, {architecture})"
        yield _duration(name, duration_key("duration", architecture), memory, resource, view)
        above = values.block("ephemeral_storage").number("size", FREE_STORAGE_MIB)
        above -= FREE_STORAGE_MIB
        if above > 0:
            key = "lambda.ephemeral_storage"
            yield _duration("Ephemeral storage above 512 MB", key, above, resource, view)
        snapped = values.block("snap_start").text("apply_on") == "PublishedVersions"
        if snapped and not values.text("runtime").startswith("java"):
            raise NotPricedError(f"SnapStart of {values.text('runtime')}: no rule for its cache")


def memory_of(function: Values) -> Decimal:
    """Return the memory of a function in MiB."""
    return function.number("memory_size", DEFAULT_MIB)


def architecture_of(function: Values) -> str:
    """Return the architecture of a function as AWS calls it."""
    return next(iter(function.texts("architectures")), "x86_64")


def duration_key(what: str, architecture: str) -> str:
    """Return the price key of gigabyte-seconds on `architecture`."""
    return f"lambda.{what}.{PRICES.get(architecture, architecture)}"


def _duration(
    name: str, price_key: str, mebibytes: Decimal, resource: Resource, view: View
) -> Component:
    """Return calls times seconds times gigabytes, of memory or of disk."""
    requests = (view.used(resource, REQUESTS) or Figures.same(0)) * MILLION
    each = view.used(resource, DURATION) or Figures.same(0)
    return Component(
        name=name,
        quantity=(requests * each).each(lambda ms: ms / MILLISECONDS * mebibytes / MIB_PER_GIB),
        unit="GB-second",
        price_keys=(price_key,),
        formula=f"{shown(requests)} calls × {shown(each)} ms × {decimal(mebibytes)} MB",
        usage=f"{resource.type}.{DURATION.name}",
    )
