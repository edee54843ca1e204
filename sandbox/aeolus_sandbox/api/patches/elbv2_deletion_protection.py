"""Elastic Load Balancing: a protected load balancer cannot be deleted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _unless_protected(original: Callable[..., None]) -> Callable[..., None]:
    def delete_load_balancer(self: Any, arn: str) -> None:
        from moto.elbv2.exceptions import ELBClientError

        balancer = self.load_balancers.get(arn)
        if balancer and balancer.attrs.get("deletion_protection.enabled") == "true":
            raise ELBClientError(
                "OperationNotPermitted",
                f"Load balancer '{arn}' cannot be deleted because deletion protection is enabled",
            )
        original(self, arn)

    return delete_load_balancer


def _replacements() -> Sequence[Replacement]:
    from moto.elbv2.models import ELBv2Backend

    return [Replacement(ELBv2Backend, "delete_load_balancer", _unless_protected)]


PATCH = Patch(
    name="elbv2_deletion_protection",
    aws="DeleteLoadBalancer is refused while deletion protection is enabled",
    source="Elastic Load Balancing API Reference, DeleteLoadBalancer",
    moto="deletes it all the same",
    replacements=_replacements,
)
