"""The certificate: issued and proven for every name, or given, and never half."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_constructs.certificate import Certificate
from aeolus_constructs.providers import EbsVolume
from support.render import Rendered, render_construct, resources, search, the

DOMAINS = ["airflow.example.com", "execution-airflow.example.com"]
GIVEN = "arn:aws:acm:us-east-1:123456789012:certificate/0"


def render(**options: Any) -> Rendered:
    def build(stack: Any) -> None:
        certificate = Certificate(stack, "certificate", domains=DOMAINS, **options)
        waits = certificate.ready
        EbsVolume(stack, "user", size=1, availability_zone="a", depends_on=waits or None)
        EbsVolume(stack, "sees", size=1, availability_zone=certificate.arn)

    return render_construct(build)


@pytest.fixture(scope="module")
def issued() -> Rendered:
    return render(hosted_zone_id="Z1")


def test_is_issued_for_every_name(issued: Rendered) -> None:
    certificate = the(issued, "aws_acm_certificate")
    assert certificate["domain_name"] == DOMAINS[0]
    assert certificate["subject_alternative_names"] == DOMAINS[1:]
    assert certificate["validation_method"] == "DNS"


def test_is_replaced_before_the_old_one_goes(issued: Rendered) -> None:
    certificate = the(issued, "aws_acm_certificate")
    assert search("lifecycle.create_before_destroy", certificate) is True


@pytest.mark.parametrize("domain", DOMAINS)
def test_each_name_is_proven_by_its_own_record(issued: Rendered, domain: str) -> None:
    record = the(issued, "aws_route53_record", f"_record-{domain.replace('.', '')}")
    assert record["zone_id"] == "Z1"
    for key, part in (("name", "name"), ("type", "type")):
        assert record[key].endswith(
            f'option.resource_record_{part} if option.domain_name == "{domain}"])}}'
        )
    assert "option.resource_record_value" in record["records"][0]
    # Whoever asks a second time, in another environment or after an interruption, finds it there.
    assert record["allow_overwrite"] is True


def test_records_are_found_in_a_set_that_has_no_order(issued: Rendered) -> None:
    (name,) = resources(issued, "aws_acm_certificate")
    options = f"aws_acm_certificate.{name}.domain_validation_options"
    for record in resources(issued, "aws_route53_record").values():
        assert record["name"].startswith(f"${{one([for option in {options} : ")


def test_validation_waits_for_the_records_and_gives_up(issued: Rendered) -> None:
    validation = the(issued, "aws_acm_certificate_validation")
    assert len(validation["validation_record_fqdns"]) == len(DOMAINS)
    assert validation["timeouts"] == {"create": "30m"}


def test_users_wait_until_it_is_valid(issued: Rendered) -> None:
    (name,) = resources(issued, "aws_acm_certificate_validation")
    address = f"aws_acm_certificate_validation.{name}"
    assert the(issued, "aws_ebs_volume", "user")["depends_on"] == [address]
    # By its ARN, too, or a listener would be made while the certificate is pending.
    arn = the(issued, "aws_ebs_volume", "sees")["availability_zone"]
    assert arn == f"${{{address}.certificate_arn}}"


@pytest.mark.parametrize("hosted_zone_id", [None, "Z1"])
def test_a_given_one_is_used_as_it_is(hosted_zone_id: str | None) -> None:
    rendered = render(hosted_zone_id=hosted_zone_id, certificate_arn=GIVEN)
    assert the(rendered, "aws_ebs_volume", "sees")["availability_zone"] == GIVEN
    assert set(rendered["resource"]) == {"aws_ebs_volume"}


def test_without_a_zone_none_can_be_issued() -> None:
    with pytest.raises(ValueError, match=r"neither a certificate nor a hosted zone.*airflow\.ex"):
        render()
