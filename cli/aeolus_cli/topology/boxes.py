"""Which resources get a box, and what is written in it: one function for each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from aeolus_cost.reading.stack import Resource, Stack
from aeolus_cost.reading.values import UnknownValueError, Values
from aeolus_cost.sections import label_of

from .holders import POLICY, templates
from .picture import Node, Shape
from .places import place_of
from .saying import flag, span, text

FOUNDATION = "foundation/"
"""The construct that holds what all others stand on: it says nothing in a picture."""

Facts = Callable[[Resource, Stack], tuple[str, ...]]


def boxes(stack: Stack) -> Iterator[Node]:
    """Yield a node for each resource that does something in the network or holds data.

    NAT gateways are one box, however many there are.
    """
    for type_, (shape, facts) in KINDS.items():
        for each in stack.of_type(type_):
            lines = (name_of(each), *_known(facts, each, stack))
            yield Node(each.address, shape, lines, place_of(each, stack))
    gateways = stack.of_type(NAT_GATEWAY)
    if gateways:
        many = f"{len(gateways)} gateways" if len(gateways) > 1 else "1 gateway"
        yield Node(NAT_GATEWAY, Shape.ENTRANCE, ("NAT", many), place_of(gateways[0], stack))


def name_of(resource: Resource) -> str:
    """Return what a resource is called: by what holds it, since its own name says its type."""
    label = label_of(resource).removeprefix(FOUNDATION)
    return label.rpartition("/")[0] or label


def _known(facts: Facts, resource: Resource, stack: Stack) -> tuple[str, ...]:
    try:
        return facts(resource, stack)
    except UnknownValueError:
        return ()


def _group(resource: Resource, stack: Stack) -> tuple[str, ...]:
    values = resource.values
    size = span(text(values, "min_size"), text(values, "max_size"))
    policy = values.block(POLICY)
    overrides = policy.block("launch_template").blocks("override")
    types = [text(each, "instance_type") for each in overrides]
    types = types or [text(each.values, "instance_type") for each in templates(resource, stack)]
    shown = " or ".join(dict.fromkeys(each for each in types if each))
    return (f"{size} × {shown}" if shown else size, *_spot(policy))


def _spot(policy: Values) -> tuple[str, ...]:
    distribution = policy.block("instances_distribution")
    share = text(distribution, "on_demand_percentage_above_base_capacity") or "100"
    base = text(distribution, "on_demand_base_capacity") or "0"
    if share == "100":
        return ()
    return ("Spot",) if (share, base) == ("0", "0") else ("Spot and on demand",)


def _load_balancer(resource: Resource, stack: Stack) -> tuple[str, ...]:
    inner = flag(resource.values, "internal")
    return ("load balancer, internal" if inner else "load balancer, public",)


def _database(resource: Resource, stack: Stack) -> tuple[str, ...]:
    values = resource.values
    engine = f"{text(values, 'engine')} {text(values, 'engine_version')}".strip()
    zones = ("Multi-AZ",) if flag(values, "multi_az") else ()
    return (f"{engine}, {text(values, 'instance_class')}", *zones)


def _cache(resource: Resource, stack: Stack) -> tuple[str, ...]:
    values = resource.values
    nodes = text(values, "num_cache_clusters") or text(values, "num_cache_nodes") or "1"
    engine = f"{text(values, 'engine')} {text(values, 'engine_version')}".strip()
    return (engine, f"{nodes} × {text(values, 'node_type')}")


def _broker(resource: Resource, stack: Stack) -> tuple[str, ...]:
    values = resource.values
    return (
        f"{text(values, 'engine_type')} {text(values, 'engine_version')}".strip(),
        text(values, "host_instance_type"),
    )


def _called(what: str) -> Facts:
    return lambda resource, stack: (what,)


NAT_GATEWAY = "aws_nat_gateway"

KINDS: dict[str, tuple[Shape, Facts]] = {
    "aws_lb": (Shape.ENTRANCE, _load_balancer),
    "aws_autoscaling_group": (Shape.MACHINES, _group),
    "aws_instance": (
        Shape.MACHINES,
        lambda resource, stack: (text(resource.values, "instance_type"),),
    ),
    "aws_lambda_function": (Shape.FUNCTION, _called("Lambda")),
    "aws_db_proxy": (Shape.ENTRANCE, _called("RDS Proxy")),
    "aws_db_instance": (Shape.STORE, _database),
    "aws_elasticache_replication_group": (Shape.STORE, _cache),
    "aws_elasticache_cluster": (Shape.STORE, _cache),
    "aws_mq_broker": (Shape.STORE, _broker),
    "aws_s3_bucket": (Shape.STORE, _called("S3 bucket")),
}
"""Types that are drawn, from the entrance inwards; for each its shape and what is said of it."""
