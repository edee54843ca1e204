"""What an account holds, and what it holds beyond what it began with."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import boto3
import jmespath

from aeolus_sandbox.listings import LISTINGS, Listing

Inventory = frozenset[str]
"""Resources as `type id` lines, the types named as Terraform names them, without `aws_`."""


Client = Callable[[str], Any]
"""Returns the boto3 client of a service."""


def _listed(client: Client, listing: Listing) -> list[str]:
    service = client(listing.service)
    arguments = dict(listing.arguments or {})
    if service.can_paginate(listing.operation):
        pages = list(service.get_paginator(listing.operation).paginate(**arguments))
    else:
        pages = [getattr(service, listing.operation)(**arguments)]
    return [found for page in pages for found in jmespath.search(listing.ids, page) or []]


def _keys_in_use(client: Client) -> list[str]:
    """Return the customer's keys that are not waiting for their deletion."""
    kms = client("kms")
    pages = kms.get_paginator("list_keys").paginate()
    described = [
        kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"]
        for page in pages
        for key in page["Keys"]
    ]
    return [
        key["KeyId"]
        for key in described
        if key["KeyManager"] == "CUSTOMER" and key["KeyState"] != "PendingDeletion"
    ]


def _records(client: Client) -> list[str]:
    """Return the DNS records that someone added to a zone."""
    route53 = client("route53")
    return [
        f"{zone['Id']}/{record['Name']}/{record['Type']}"
        for zone in route53.list_hosted_zones()["HostedZones"]
        for page in route53.get_paginator("list_resource_record_sets").paginate(
            HostedZoneId=zone["Id"]
        )
        for record in page["ResourceRecordSets"]
        if record["Type"] not in ("NS", "SOA")
    ]


def take(session: boto3.Session, endpoint_url: str | None = None) -> Inventory:
    """Return all that the account of `session` holds in its region, asked at `endpoint_url`.

    KMS keys and secrets that wait for their deletion do not count: nobody can use them.
    """
    clients: Any = session
    client = cache(lambda service: clients.client(service, endpoint_url=endpoint_url))
    found = [(listing.type, name) for listing in LISTINGS for name in _listed(client, listing)]
    found += [("kms_key", key) for key in _keys_in_use(client)]
    found += [("route53_record", record) for record in _records(client)]
    return frozenset(f"{type_} {name}" for type_, name in found)
