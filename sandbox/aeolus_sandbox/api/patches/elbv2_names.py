"""Elastic Load Balancing: the names of a load balancer say what it is."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _named(original: Callable[..., Any]) -> Callable[..., Any]:
    def create_load_balancer(
        self: Any, *args: Any, scheme: str | None = None, **kwargs: Any
    ) -> Any:
        scheme = scheme or "internet-facing"
        balancer = original(self, *args, scheme=scheme, **kwargs)
        if balancer.type == "network":
            _rename(self, balancer)
        balancer.dns_name = _dns_name(balancer, self.region_name)
        return balancer

    return create_load_balancer


def _rename(backend: Any, balancer: Any) -> None:
    former = balancer.arn
    balancer.arn = former.replace(":loadbalancer/app/", ":loadbalancer/net/")
    backend.load_balancers[balancer.arn] = backend.load_balancers.pop(former)
    backend.tagging_service.copy_tags(former, balancer.arn)
    backend.tagging_service.delete_all_tags_for_resource(former)


def _dns_name(balancer: Any, region: str) -> str:
    number = balancer.arn.rpartition("/")[2]
    if balancer.type == "network":
        return f"{balancer.name}-{number}.elb.{region}.amazonaws.com"
    internal = "internal-" if balancer.scheme == "internal" else ""
    # Of ten digits, as AWS's are.
    digits = f"{zlib.crc32(number.encode()):010}"
    return f"{internal}{balancer.name}-{digits}.{region}.elb.amazonaws.com"


def _replacements() -> Sequence[Replacement]:
    from moto.elbv2.models import ELBv2Backend

    return [Replacement(ELBv2Backend, "create_load_balancer", _named)]


PATCH = Patch(
    name="elbv2_names",
    aws="a load balancer is internet-facing unless told otherwise; its DNS name begins with "
    "`internal-` when it is not, and is its own; the ARN of a network one has `net/`",
    source="Elastic Load Balancing API Reference, CreateLoadBalancer; User Guides, DNS name",
    moto="omits the scheme, names all alike, even one after the other, and says `app/` of all",
    replacements=_replacements,
)
