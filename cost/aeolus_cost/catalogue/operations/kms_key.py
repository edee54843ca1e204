"""`aws_kms_key`, its replicas in other regions, and keys with material of one's own."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import NotPricedError, ResourceType, View
from aeolus_cost.component import Component, monthly
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

REQUESTS = Item(
    "requests",
    "request",
    "Calls for the keys, all together: instances that boot, secrets read, objects without a "
    "bucket key.",
    default=Figures.of(1000, 50000, 500000),
)
SYMMETRIC = "SYMMETRIC_DEFAULT"
ROTATIONS = Figures.of(0, 0, 2)
"""Rotations that bill: none in the first year, and none after the second."""


class KmsKey(ResourceType):
    """A key bills by the month and by the request (AWS KMS pricing).

    The first and the second rotation of a key add a dollar a month each, for good.
    """

    type = "aws_kms_key"
    usage = (REQUESTS,)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield the key, its earlier material where it is rotated, and what is asked of it."""
        values = resource.values
        yield monthly("Key", "kms.customer_key", 1, "key-month")
        if values.flag("enable_key_rotation"):
            yield monthly(
                "Earlier key material",
                "kms.customer_key",
                ROTATIONS,
                "key-month",
                formula="0 / 0 / 2 rotations (none in the first year, no charge after the second)",
            )
        spec = values.text("customer_master_key_spec", SYMMETRIC)
        if spec != SYMMETRIC:
            raise NotPricedError(f"no rule for requests to a key of spec {spec}")
        yield view.by_usage(resource, REQUESTS, label="Requests", price_key="kms.request")


class KmsReplicaKey(KmsKey):
    """A replica of a key bills as a key."""

    type = "aws_kms_replica_key"


class KmsExternalKey(KmsKey):
    """A key whose material was imported bills as a key."""

    type = "aws_kms_external_key"
