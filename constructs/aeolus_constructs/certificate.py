"""The certificate of both entrances: given, or issued and validated through a hosted zone."""

from __future__ import annotations

from collections.abc import Sequence

from cdktf import ITerraformDependable, TerraformResourceLifecycle
from constructs import Construct

from .providers import (
    AcmCertificate,
    AcmCertificateOptions,
    AcmCertificateValidation,
    AcmCertificateValidationTimeouts,
    Route53Record,
)

ISSUE_TIMEOUT = "30m"
"""ACM looks for the records every few minutes at first. A certificate that is not issued by then
waits for a zone that its domain is not delegated to, for which no waiting helps (AWS Certificate
Manager User Guide, "Troubleshoot DNS validation problems")."""


class Certificate(Construct):
    """A TLS certificate that is valid once `ready` is there.

    `arn` of an issued one comes from its validation, so that no listener is made before.
    """

    aws_services: frozenset[str] = frozenset()

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        domains: Sequence[str],
        hosted_zone_id: str | None = None,
        certificate_arn: str | None = None,
    ) -> None:
        """Use `certificate_arn`, or have one issued for `domains`, which `hosted_zone_id` serves.

        A given one has to cover all of `domains`. Raises ValueError when both are missing.
        """
        super().__init__(scope, id_)
        self.ready: list[ITerraformDependable] = []
        if certificate_arn is not None:
            self.arn = certificate_arn
        elif hosted_zone_id is not None:
            self.arn = self._issue(domains, hosted_zone_id)
        else:
            raise ValueError(f"neither a certificate nor a hosted zone to have it in: {domains}")

    def _issue(self, domains: Sequence[str], hosted_zone_id: str) -> str:
        certificate = AcmCertificate(
            self,
            "certificate",
            domain_name=domains[0],
            subject_alternative_names=list(domains[1:]),
            validation_method="DNS",
            options=AcmCertificateOptions(certificate_transparency_logging_preference="ENABLED"),
            # A listener holds on to its certificate until it has the next one.
            lifecycle=TerraformResourceLifecycle(create_before_destroy=True),
        )
        records = [
            Route53Record(
                self,
                f"record-{domain}",
                zone_id=hosted_zone_id,
                name=_asked_for(certificate, domain, "name"),
                type=_asked_for(certificate, domain, "type"),
                records=[_asked_for(certificate, domain, "value")],
                ttl=60,
                # ACM asks an account for the same record each time it issues for a domain.
                allow_overwrite=True,
            )
            for domain in domains
        ]
        validation = AcmCertificateValidation(
            self,
            "validation",
            certificate_arn=certificate.arn,
            validation_record_fqdns=[record.fqdn for record in records],
            timeouts=AcmCertificateValidationTimeouts(create=ISSUE_TIMEOUT),
        )
        self.ready.append(validation)
        return validation.certificate_arn


def _asked_for(certificate: AcmCertificate, domain: str, part: str) -> str:
    """Return the expression for the name, type or value of the record that proves `domain`."""
    options = f"{certificate.fqn}.domain_validation_options"
    found = f'option.resource_record_{part} if option.domain_name == "{domain}"'
    return f"${{one([for option in {options} : {found}])}}"
