"""`aws_acm_certificate`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import NotPricedError, ResourceType, View
from aeolus_cost.component import Component
from aeolus_cost.reading.stack import Resource


class AcmCertificate(ResourceType):
    """A public certificate is free, one of a private authority is not (ACM pricing)."""

    type = "aws_acm_certificate"

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield nothing; raises NotPricedError for a private certificate."""
        if resource.values.has("certificate_authority_arn"):
            raise NotPricedError("no rule for a certificate of a private authority")
        return ()
