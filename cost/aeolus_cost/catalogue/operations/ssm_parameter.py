"""`aws_ssm_parameter`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import NotPricedError, ResourceType, View
from aeolus_cost.component import Component
from aeolus_cost.reading.stack import Resource

STANDARD = "Standard"


class SsmParameter(ResourceType):
    """A standard parameter is free, an advanced one is not (AWS Systems Manager pricing)."""

    type = "aws_ssm_parameter"

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield nothing; raises NotPricedError for a tier that bills, or may."""
        tier = resource.values.text("tier", STANDARD)
        if tier != STANDARD:
            raise NotPricedError(f"no rule for a parameter of tier {tier}")
        return ()
