"""The entrance for people: name, certificate, and who may come in."""

from __future__ import annotations

from pydantic import Field

from .base import (
    CertificateArn,
    Cidr,
    DomainName,
    Email,
    HostedZoneId,
    HttpsUrl,
    Model,
    SecretArn,
)

LETS_ENCRYPT = "https://acme-v02.api.letsencrypt.org/directory"
"""Let's Encrypt, \"ACME Client Implementation Guide\"; the staging environment has another."""


class AcmeConfig(Model):
    """An authority that signs the single node's certificate, by RFC 8555.

    Whoever names it accepts its terms of service.
    """

    email: Email
    """Of the account with the authority."""
    directory_url: HttpsUrl = LETS_ENCRYPT
    """The authority's directory."""


class WebConfig(Model):
    """The web load balancer, or the single node's nginx."""

    domain: DomainName | None = None
    """The name users open, such as `airflow.example.com`."""
    hosted_zone_id: HostedZoneId | None = None
    """Route 53 zone of `domain`: the record and, without `certificate_arn`, a certificate."""
    certificate_arn: CertificateArn | None = None
    """An ACM certificate that covers `domain` and `execution-<domain>` (a wildcard does)."""
    certificate_secret_arn: SecretArn | None = None
    """A secret with the single node's certificate of `domain`: `certificate` and `private_key`, PEM
    in JSON. Without it, or `acme`, nginx has one that the node signs itself."""
    acme: AcmeConfig | None = None
    """Have the single node's certificate of `domain` signed by this authority, to which a record in
    `hosted_zone_id` proves the domain; the node renews it."""
    internal: bool = False
    """True: the load balancer has private addresses only."""
    allowed_cidr_blocks: tuple[Cidr, ...] = Field(min_length=1, max_length=50)
    """Who may connect; there is no default, so that nobody is let in by accident."""
