"""Puts an account's belongings into the moto backends of this process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aeolus_sandbox.account import Account, Certificate, HostedZone, Image, Vpc
from aeolus_sandbox.api.patches.patch import Replacement
from aeolus_sandbox.authority import Authority


@contextmanager
def _given_id(module: Any, generator: str, value: str) -> Iterator[None]:
    """Let moto's id `generator` return `value` for the time of a `with` block."""
    put_back = Replacement(module, generator, lambda _: lambda *_a, **_k: value).put()
    try:
        yield
    finally:
        put_back()


def _register_image(account: Account, image: Image) -> None:
    from moto.ec2.models import ec2_backends
    from moto.ec2.models.amis import Ami

    backend = ec2_backends[account.account_id][account.region]
    backend.amis[image.image_id] = Ami(
        backend,
        image.image_id,
        name=image.name,
        description=image.name,
        owner_id="136693071363",
        public=True,
        virtualization_type="hvm",
        architecture=image.architecture,
        hypervisor="xen",
        root_device_type="ebs",
        root_device_name=image.root_device_name,
        region_name=f"{account.region}a",
    )


def _create_vpc(account: Account, vpc: Vpc) -> None:
    from moto.ec2.models import ec2_backends, subnets, vpcs

    backend = ec2_backends[account.account_id][account.region]
    with _given_id(vpcs, "random_vpc_id", vpc.vpc_id):
        backend.create_vpc(vpc.cidr_block)
    for subnet in vpc.subnets:
        with _given_id(subnets, "random_subnet_id", subnet.subnet_id):
            backend.create_subnet(
                vpc.vpc_id, subnet.cidr_block, availability_zone=subnet.availability_zone
            )
    public = [subnet for subnet in vpc.subnets if subnet.public]
    if public:
        gateway = backend.create_internet_gateway()
        backend.attach_internet_gateway(gateway.id, vpc.vpc_id)
        table = backend.create_route_table(vpc.vpc_id)
        backend.create_route(table.id, "0.0.0.0/0", gateway_id=gateway.id)
        for subnet in public:
            backend.associate_route_table(table.id, subnet_id=subnet.subnet_id)


def _create_hosted_zone(account: Account, zone: HostedZone) -> None:
    from moto.route53 import models

    backend = models.route53_backends[account.account_id]["aws"]
    with _given_id(models, "create_route53_zone_id", zone.zone_id):
        backend.create_hosted_zone(f"{zone.name.removesuffix('.')}.", private_zone=False)


def _import_certificate(account: Account, certificate: Certificate, authority: Authority) -> None:
    from moto.acm.models import CertBundle, acm_backends

    issued = authority.issue(certificate.domain_names)
    backend = acm_backends[account.account_id][certificate.arn.split(":")[3]]
    backend._certificates[certificate.arn] = CertBundle(
        account.account_id,
        certificate=issued.certificate,
        private_key=issued.private_key,
        chain=authority.certificate,
        region=account.region,
        arn=certificate.arn,
        cert_type="AMAZON_ISSUED",
    )


def seed(account: Account, authority: Authority) -> None:
    """Create in moto what `account` describes; certificates are signed by `authority`."""
    for image in account.images:
        _register_image(account, image)
    for vpc in account.vpcs:
        _create_vpc(account, vpc)
    for zone in account.hosted_zones:
        _create_hosted_zone(account, zone)
    for certificate in account.certificates:
        _import_certificate(account, certificate, authority)
