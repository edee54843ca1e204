"""`aws_route53_health_check`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aeolus_cost.catalogue.resource_type import NotPricedError, ResourceType, View
from aeolus_cost.component import Component
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.reading.values import Values

ENDPOINTS = ("HTTP", "HTTPS", "HTTP_STR_MATCH", "HTTPS_STR_MATCH", "TCP")
FAST_SECONDS = 10


class Route53HealthCheck(ResourceType):
    """A check of an endpoint bills by the month, and so does each option (Route 53 pricing).

    Both cost more for endpoints outside AWS, which no configuration says: the floor and the
    expected figure are of one on AWS, the ceiling is of one elsewhere.
    """

    type = "aws_route53_health_check"

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield the check and its options."""
        values = resource.values
        kind = values.text("type")
        if kind not in ENDPOINTS:
            raise NotPricedError(f"no rule for a health check of type {kind}")
        yield _monthly("Health check", "route53.health_check", 1, "check-month", kind)
        options = list(_options(kind, values))
        if options:
            yield _monthly(
                "Options",
                "route53.health_check_option",
                len(options),
                "option-month",
                ", ".join(options),
            )


def _options(kind: str, values: Values) -> Iterator[str]:
    if kind.startswith("HTTPS"):
        yield "HTTPS"
    if kind.endswith("STR_MATCH"):
        yield "string matching"
    if values.number("request_interval", 30) == FAST_SECONDS:
        yield "fast interval"
    if values.flag("measure_latency"):
        yield "latency"


def _monthly(name: str, price_key: str, count: int, unit: str, of: str) -> Component:
    prices = (price_key, f"{price_key}.outside_aws")
    return Component(name, Figures.same(count), unit, prices, f"{count} ({of})")
