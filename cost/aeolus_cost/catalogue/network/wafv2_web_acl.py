"""`aws_wafv2_web_acl`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import NotPricedError, ResourceType, View
from aeolus_cost.component import Component, monthly
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

INSPECTED = Item(
    "requests",
    "1M requests",
    "Requests that web ACLs inspect, all together: people who look at the UI ask seldom.",
    default=Figures.of(0, "0.1", 1),
)


class Wafv2WebAcl(ResourceType):
    """A web ACL bills by the month, each rule and rule group in it too, and requests (WAF pricing).

    What the vendor of a managed rule group asks for it is not known.
    """

    type = "aws_wafv2_web_acl"
    usage = (INSPECTED,)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield the ACL, its rules and the requests."""
        yield monthly("Web ACL", "wafv2.web_acl", 1, "ACL-month")
        yield view.by_usage(
            resource, INSPECTED, label="Requests inspected", price_key="wafv2.requests"
        )
        if resource.values.has("rule_json"):
            raise NotPricedError("rules of rule_json are not counted")
        rules = len(resource.values.blocks("rule"))
        if rules:
            yield monthly("Rules and rule groups", "wafv2.rule", rules, "rule-month")
