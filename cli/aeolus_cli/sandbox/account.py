"""The AWS account that an environment file takes for granted."""

from __future__ import annotations

from ipaddress import IPv4Network

from aeolus_config.model import Environment, ExistingNetwork
from aeolus_sandbox.account import Account, Certificate, HostedZone, Image, Subnet, Vpc


def account_for(environment: Environment) -> Account:
    """Return what must exist before `environment` can be deployed, for the embedded region.

    Its machine images, its domain's hosted zone, and a certificate or a network that it names.
    """
    return Account(
        account_id=environment.account_id,
        region=environment.region,
        images=tuple(
            Image(image_id=ami, architecture=architecture.value, name=f"debian-12-{architecture}")
            for architecture, ami in environment.ami_id.items()
        ),
        hosted_zones=tuple(_hosted_zones(environment)),
        certificates=tuple(_certificates(environment)),
        vpcs=tuple(_vpcs(environment)),
    )


def _hosted_zones(environment: Environment) -> list[HostedZone]:
    web = environment.web
    if web.hosted_zone_id is None or web.domain is None:
        return []
    parent = web.domain.split(".", 1)[1]
    return [HostedZone(zone_id=web.hosted_zone_id, name=parent)]


def _certificates(environment: Environment) -> list[Certificate]:
    web = environment.web
    if web.certificate_arn is None or web.domain is None:
        return []
    return [
        Certificate(arn=web.certificate_arn, domain_names=(web.domain, f"execution-{web.domain}"))
    ]


def _vpcs(environment: Environment) -> list[Vpc]:
    existing = environment.network.existing
    if existing is None:
        return []
    return [Vpc(vpc_id=existing.vpc_id, cidr_block=existing.cidr_block, subnets=_subnets(existing))]


def _subnets(existing: ExistingNetwork) -> tuple[Subnet, ...]:
    """Return the named subnets, with addresses that the file does not tell and nobody minds."""
    named = [
        (subnet_id, zone, public)
        for ids, public in (
            (existing.public_subnet_ids, True),
            (existing.private_subnet_ids, False),
            (existing.data_subnet_ids, False),
        )
        for zone, subnet_id in ids.items()
    ]
    vpc = IPv4Network(existing.cidr_block)
    blocks = vpc.subnets(prefixlen_diff=max(len(named) - 1, 1).bit_length())
    return tuple(
        Subnet(subnet_id=subnet_id, cidr_block=str(block), availability_zone=zone, public=public)
        for (subnet_id, zone, public), block in zip(named, blocks, strict=False)
    )
