"""The subnets of a VPC: public, private and data, as the plan divides them."""

from __future__ import annotations

from collections.abc import Sequence

from cdktf import ITerraformDependable
from constructs import Construct

from aeolus_config.subnet_plan import plan_subnets

from .deployment import Deployment
from .subnet_tier import SubnetTier


class Subnets(Construct):
    """A `SubnetTier` of each kind; with `public_nodes` the public one alone.

    Private subnets have a route table per zone, for a way out of their own. Data subnets never
    get a route out.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        vpc_id: str,
        cidr_block: str,
        availability_zones: Sequence[str],
        public_nodes: bool,
    ) -> None:
        """Divide `cidr_block`; raises ValueError when that cannot be done."""
        super().__init__(scope, id_)
        plan = plan_subnets(cidr_block, availability_zones)
        self.public = SubnetTier(
            self,
            "public",
            deployment=deployment,
            vpc_id=vpc_id,
            tier="public",
            cidr_blocks={zone: each.public for zone, each in plan.items()},
        )
        self.private: SubnetTier | None = None
        self.data: SubnetTier | None = None
        if not public_nodes:
            self.private = SubnetTier(
                self,
                "private",
                deployment=deployment,
                vpc_id=vpc_id,
                tier="private",
                cidr_blocks={zone: each.private for zone, each in plan.items()},
                table_per_zone=True,
            )
            self.data = SubnetTier(
                self,
                "data",
                deployment=deployment,
                vpc_id=vpc_id,
                tier="data",
                cidr_blocks={zone: each.data for zone, each in plan.items()},
            )
        self.nodes = self.private or self.public
        self.ready: list[ITerraformDependable] = [
            each for tier in (self.public, self.private, self.data) if tier for each in tier.ready
        ]


def ids(tier: SubnetTier | None) -> tuple[str, ...]:
    """Return the subnets' ids in the order of the zones; none without a tier."""
    return tuple(tier.subnet_ids.values()) if tier else ()


def cidr_blocks(tier: SubnetTier | None) -> tuple[str, ...]:
    """Return the subnets' networks in the order of the zones; none without a tier."""
    return tier.cidr_blocks if tier else ()
