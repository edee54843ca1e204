"""What production means: nothing is lost with a machine, a zone or a mistaken command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Network

from aeolus_config.model import Egress, Environment, Topology

from .registry import Finding, rule

NAME = re.compile(r"(.+-)?(prod|prd|production|live)(-.+)?")
"""Names that people take for production."""

LEAST_BACKUP_DAYS = 7
"""Security Hub control RDS.11."""

WIDEST_PREFIX = 8
"""A /8 is more than any one organisation has; what is wider is everyone."""


def is_production_cluster(environment: Environment) -> bool:
    """Return whether the rules for production apply in full."""
    return environment.production and environment.topology is Topology.CLUSTER


@rule(source="Aeolus")
def production_is_declared(environment: Environment) -> Iterator[Finding]:
    """An environment with a name such as prod says production: true."""
    if NAME.fullmatch(environment.name) and not environment.production:
        yield Finding(
            ("production",),
            f"is not true, and the name {environment.name!r} says production",
            "write production: true, or give the file another name",
        )


@rule(source="AWS Well-Architected, Reliability Pillar, REL10")
def production_is_a_cluster(environment: Environment) -> Iterator[Finding]:
    """Production is a cluster: a single node is lost with its zone."""
    if environment.production and environment.topology is not Topology.CLUSTER:
        yield Finding(
            ("topology",), "does not survive the loss of its machine", "use topology: cluster"
        )


@rule(source="Amazon RDS User Guide, Multi-AZ DB instance deployments")
def production_metastore_is_multi_az(environment: Environment) -> Iterator[Finding]:
    """Production's metastore has a standby in another zone."""
    if is_production_cluster(environment) and not environment.metastore.multi_az:
        yield Finding(
            ("metastore", "multi_az"), "must be true in production", "write multi_az: true"
        )


@rule(source="Amazon RDS User Guide, Deleting a DB instance; Security Hub control RDS.8")
def production_is_protected_from_deletion(environment: Environment) -> Iterator[Finding]:
    """Production's metastore cannot be deleted by mistake."""
    if is_production_cluster(environment) and not environment.metastore.deletion_protection:
        yield Finding(
            ("metastore", "deletion_protection"),
            "must be true in production; aeolus destroy lifts it",
            "write deletion_protection: true",
        )


@rule(source="Security Hub control RDS.11")
def production_has_backups(environment: Environment) -> Iterator[Finding]:
    """Production keeps backups of its metastore for a week at least."""
    if (
        is_production_cluster(environment)
        and environment.metastore.backup_retention_period < LEAST_BACKUP_DAYS
    ):
        yield Finding(
            ("metastore", "backup_retention_period"),
            f"must be at least {LEAST_BACKUP_DAYS} days in production",
            f"write {LEAST_BACKUP_DAYS} or more",
        )


@rule(source="Amazon ElastiCache User Guide, Minimizing downtime with Multi-AZ")
def production_broker_has_a_replica(environment: Environment) -> Iterator[Finding]:
    """Production's broker has a replica to fail over to."""
    if is_production_cluster(environment) and environment.broker.replicas_per_node_group < 1:
        yield Finding(
            ("broker", "replicas_per_node_group"),
            "leaves nothing to fail over to; production needs a replica",
            "write 1 or more",
        )


@rule(source="Aeolus")
def production_has_a_standby_master(environment: Environment) -> Iterator[Finding]:
    """Production has two masters: one takes over when the other fails."""
    if is_production_cluster(environment) and environment.masters.count < 2:
        yield Finding(
            ("masters", "count"),
            "leaves no master to take over; production needs two",
            "write 2 or more",
        )


@rule(source="Amazon VPC User Guide, NAT gateway basics")
def production_egress_survives_a_zone(environment: Environment) -> Iterator[Finding]:
    """Production's way out does not hang on one zone, unless the VPC is not ours."""
    network = environment.network
    if (
        is_production_cluster(environment)
        and network.existing is None
        and network.egress is Egress.NAT_GATEWAY
    ):
        yield Finding(
            ("network", "egress"),
            "is lost with its zone, and every node's way out with it",
            "use nat_gateway_per_az, or none",
        )


@rule(source="AWS Well-Architected, Reliability Pillar, REL06")
def production_alarms_reach_someone(environment: Environment) -> Iterator[Finding]:
    """Production's alarms go to an address."""
    if environment.production and environment.alarms.email is None:
        yield Finding(
            ("alarms", "email"), "is not given, so nobody hears of trouble", "write an address"
        )


@rule(source="AWS Well-Architected, Security Pillar, SEC05")
def production_is_not_open_to_all(environment: Environment) -> Iterator[Finding]:
    """Production's public entrance is for known networks, not for everyone."""
    if not environment.production or environment.web.internal:
        return
    for index, block in enumerate(environment.web.allowed_cidr_blocks):
        if IPv4Network(block).prefixlen < WIDEST_PREFIX:
            yield Finding(
                ("web", "allowed_cidr_blocks", index),
                f"lets in the internet; production takes networks of /{WIDEST_PREFIX} or smaller",
                "name your offices' and VPN's networks, or set web.internal: true",
            )
