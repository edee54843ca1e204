"""Name and certificate of the web pages."""

from __future__ import annotations

from collections.abc import Iterator

from aeolus_config.model import Environment, Topology

from .registry import Finding, rule

EXECUTION = "execution-"
"""The internal entrance is called `execution-<domain>`."""

LONGEST_LABEL = 63
"""Characters between two dots of a name (RFC 1035)."""

LONGEST_CERTIFIED = 64
"""Characters of a certificate's common name."""


@rule(source="Elastic Load Balancing, HTTPS listeners; AWS Certificate Manager, DNS validation")
def certificate_is_known(environment: Environment) -> Iterator[Finding]:
    """A cluster that is public, or production, has a certificate, or a zone to have it issued."""
    web = environment.web
    if environment.topology is not Topology.CLUSTER:
        return
    known = web.certificate_arn or web.hosted_zone_id
    if not known and (environment.production or not web.internal):
        why = "is public" if not web.internal else "is production"
        yield Finding(
            ("web",),
            f"{why} and has no certificate: logins would cross the network in the clear",
            "set domain and hosted_zone_id (a certificate is issued), or domain and "
            "certificate_arn",
        )


@rule(source="AWS Certificate Manager, DNS validation")
def certificate_has_a_domain(environment: Environment) -> Iterator[Finding]:
    """A certificate or hosted zone comes with the domain that it is for."""
    web = environment.web
    for key in ("certificate_arn", "certificate_secret_arn", "acme", "hosted_zone_id"):
        if getattr(web, key) is not None and web.domain is None:
            yield Finding(
                ("web", key), "is for no domain", "add domain, such as airflow.example.com"
            )


@rule(source="RFC 8555, DNS Challenge")
def acme_has_a_zone_to_prove_the_domain_in(environment: Environment) -> Iterator[Finding]:
    """A domain is proved to an authority by a record, for which its hosted zone is named."""
    web = environment.web
    if web.acme is not None and web.hosted_zone_id is None:
        yield Finding(
            ("web", "acme"),
            "has no hosted zone in which the node could prove the domain",
            "add hosted_zone_id, or give a certificate in certificate_secret_arn",
        )


@rule(source="Aeolus")
def certificate_is_of_one_origin(environment: Environment) -> Iterator[Finding]:
    """A certificate is either given in a secret, or signed by an authority for the node."""
    web = environment.web
    if web.acme is not None and web.certificate_secret_arn is not None:
        yield Finding(
            ("web", "acme"),
            "would be for nothing: certificate_secret_arn gives a certificate",
            "remove one of the two",
        )


@rule(source="AWS Certificate Manager, RequestCertificate; RFC 1035, Size limits")
def domain_can_be_certified(environment: Environment) -> Iterator[Finding]:
    """The domain leaves room for `execution-` before it, and fits into a certificate."""
    domain = environment.web.domain
    if domain is None:
        return
    label = f"{EXECUTION}{domain.split('.')[0]}"
    if len(label) > LONGEST_LABEL:
        yield Finding(
            ("web", "domain"),
            f"begins with {len(label) - len(EXECUTION)} characters before the first dot; at most "
            f"{LONGEST_LABEL - len(EXECUTION)} leave room for {EXECUTION}",
            "shorten the first part",
        )
    if environment.web.certificate_arn is None and len(domain) > LONGEST_CERTIFIED:
        yield Finding(
            ("web", "domain"),
            f"has {len(domain)} characters; ACM issues certificates for at most "
            f"{LONGEST_CERTIFIED}",
            "shorten it, or give certificate_arn",
        )
