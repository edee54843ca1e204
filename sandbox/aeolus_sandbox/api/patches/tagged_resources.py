"""Resource Groups Tagging: more kinds of resources are found by their tags."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _more_ec2(backend: Any) -> Iterator[tuple[str, str, dict[str, str]]]:
    groups = [group for vpc in backend.groups.values() for group in vpc.values()]
    kinds = {
        "elastic-ip": [address.allocation_id for address in backend.addresses],
        "launch-template": list(backend.launch_templates),
        "vpc-endpoint": list(backend.vpc_end_points),
        "security-group-rule": [
            rule.id for group in groups for rule in [*group.ingress_rules, *group.egress_rules]
        ],
    }
    prefix = f"arn:{backend.partition}:ec2:{backend.region_name}:{backend.account_id}"
    for kind, ids in kinds.items():
        for id_ in ids:
            yield f"{prefix}:{kind}/{id_}", f"ec2:{kind}", dict(backend.tags.get(id_, {}))


def _more_rds(backend: Any) -> Iterator[tuple[str, str, dict[str, str]]]:
    kinds = {"rds:pg": backend.db_parameter_groups, "rds:subgrp": backend.subnet_groups}
    for kind, resources in kinds.items():
        for resource in resources.values():
            yield resource.arn, kind, {tag["Key"]: tag["Value"] for tag in resource.get_tags()}


def _more_events(backend: Any) -> Iterator[tuple[str, str, dict[str, str]]]:
    for bus in backend.event_buses.values():
        for rule in bus.rules.values():
            yield rule.arn, "events:rule", backend.tagger.get_tag_dict_for_resource(rule.arn)


def _more_elbv2(backend: Any) -> Iterator[tuple[str, str, dict[str, str]]]:
    for balancer in backend.load_balancers.values():
        for listener in balancer.listeners.values():
            kinds = {listener.arn: "listener"}
            kinds |= {rule.arn: "listener-rule" for rule in listener.rules.values()}
            for arn, kind in kinds.items():
                tags = backend.tagging_service.get_tag_dict_for_resource(arn)
                yield arn, f"elasticloadbalancing:{kind}", tags


def _more_elasticache(backend: Any) -> Iterator[tuple[str, str, dict[str, str]]]:
    for group in getattr(backend, "parameter_groups", {}).values():
        tags = backend.tagging_service.get_tag_dict_for_resource(group.arn)
        yield group.arn, "elasticache:parametergroup", tags


def _and(more: Callable[[Any], Iterator[tuple[str, str, dict[str, str]]]]) -> Callable[..., Any]:
    def adding(original: Callable[..., Any]) -> Callable[..., Any]:
        def iter_tagged_resources(self: Any) -> Iterator[Any]:
            from moto.core.resource_tagging import TaggedResource

            for resource in original(self):
                # A flow log's ARN, by the Service Authorization Reference.
                resource.arn = resource.arn.replace(":flow-logs/", ":vpc-flow-log/")
                yield resource
            for arn, kind, tags in more(self):
                yield TaggedResource(arn=arn, tags=tags, resource_type=kind)

        return iter_tagged_resources

    return adding


def _replacements() -> Sequence[Replacement]:
    from moto.ec2.models import EC2Backend
    from moto.elasticache.models import ElastiCacheBackend
    from moto.elbv2.models import ELBv2Backend
    from moto.events.models import EventsBackend
    from moto.rds.models import RDSBackend

    name = "iter_tagged_resources"
    return [
        Replacement(EC2Backend, name, _and(_more_ec2)),
        Replacement(RDSBackend, name, _and(_more_rds)),
        Replacement(EventsBackend, name, _and(_more_events)),
        Replacement(ELBv2Backend, name, _and(_more_elbv2)),
        Replacement(ElastiCacheBackend, name, _and(_more_elasticache)),
    ]


PATCH = Patch(
    name="tagged_resources",
    aws="GetResources finds addresses, launch templates, VPC endpoints, security-group rules, "
    "listeners and their rules, event rules, parameter and subnet groups",
    source="Resource Groups and Tagging Guide, Supported resources",
    moto="leaves these out, and names flow logs wrongly",
    replacements=_replacements,
)
