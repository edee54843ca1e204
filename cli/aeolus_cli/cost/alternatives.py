"""What an environment of ours is held against: MWAA, and itself stopped at night."""

from __future__ import annotations

from aeolus_config.model import Environment, Topology
from aeolus_cost.estimate import Estimate, ResourceCost
from aeolus_cost.figures import HOURS_PER_MONTH, Figures
from aeolus_cost.mwaa import MwaaCost, same_on_mwaa
from aeolus_cost.prices.book import PriceBook

BESIDE_MWAA = (
    "aws_cloudwatch_log_group",
    "aws_eip",
    "aws_flow_log",
    "aws_kms_key",
    "aws_nat_gateway",
    "aws_s3_bucket",
    "aws_vpc",
    "aws_vpc_endpoint",
)
"""What an MWAA environment has as well: network, bucket, key, logs (Amazon MWAA User Guide)."""
WORKERS = "workers"


def on_mwaa(environment: Environment, estimate: Estimate, book: PriceBook) -> MwaaCost:
    """Return what the same tasks at a time would cost on MWAA."""
    beside = (each for each in estimate.resources if each.resource.type in BESIDE_MWAA)
    return same_on_mwaa(
        slots(environment, estimate), Figures.sum(each.monthly for each in beside), book
    )


def slots(environment: Environment, estimate: Estimate) -> Figures:
    """Return tasks at a time: the workers that are estimated, times their concurrency."""
    if environment.topology is Topology.SINGLE_NODE:
        assert environment.single_node is not None
        return Figures.same(environment.single_node.concurrency)
    assert environment.workers is not None
    return Figures.sum(
        instances(each) * environment.workers[name].concurrency
        for each in estimate.resources
        if (name := _group(each)) in environment.workers
    )


def instances(cost: ResourceCost) -> Figures:
    """Return how many instances a group has, on demand and Spot together."""
    hours = (
        line.component.quantity
        for line in cost.lines
        if line.component.price_keys[0].startswith("ec2.linux.")
    )
    return Figures.sum(hours).each(lambda total: total / HOURS_PER_MONTH)


def _group(cost: ResourceCost) -> str:
    """Return the name of the worker group that a resource belongs to; empty when to none."""
    path = cost.resource.path
    return path[path.index(WORKERS) + 1] if WORKERS in path[:-1] else ""
