"""The region's certificate authority."""

from __future__ import annotations

import stat
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.x509.oid import NameOID

from aeolus_sandbox.authority import Authority, IssuedCertificate


def certificate(issued: IssuedCertificate) -> x509.Certificate:
    return x509.load_pem_x509_certificate(issued.certificate)


def test_it_is_made_once_and_found_again(tmp_path: Path) -> None:
    first = Authority.open(tmp_path / "ca")
    assert Authority.open(tmp_path / "ca").certificate == first.certificate


def test_two_sandboxes_trust_different_ones(tmp_path: Path) -> None:
    one, two = Authority.open(tmp_path / "one"), Authority.open(tmp_path / "two")
    assert one.certificate != two.certificate


def test_its_key_is_for_its_owner_alone(tmp_path: Path) -> None:
    Authority.open(tmp_path)
    assert stat.S_IMODE((tmp_path / "ca.key").stat().st_mode) == 0o600


def test_what_it_issues_is_signed_by_it(tmp_path: Path) -> None:
    authority = Authority.open(tmp_path)
    root = x509.load_pem_x509_certificate(authority.certificate)
    certificate(authority.issue(["shop.example.com"])).verify_directly_issued_by(root)


def test_a_certificate_is_for_all_its_names_and_goes_with_its_key(tmp_path: Path) -> None:
    issued = Authority.open(tmp_path).issue(["shop.example.com", "*.shop.example.com"])
    names = certificate(issued).extensions.get_extension_for_class(x509.SubjectAlternativeName)
    key = serialization.load_pem_private_key(issued.private_key, password=None)
    assert names.value.get_values_for_type(x509.DNSName) == [
        "shop.example.com",
        "*.shop.example.com",
    ]
    assert key.public_key() == certificate(issued).public_key()


def test_a_name_too_long_for_the_subject_is_still_covered(tmp_path: Path) -> None:
    name = "a" * 60 + ".example.com"
    issued = certificate(Authority.open(tmp_path).issue([name]))
    names = issued.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    [common_name] = issued.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    assert names.value.get_values_for_type(x509.DNSName) == [name]
    assert len(common_name.value) == 64


def test_only_the_root_may_issue_further(tmp_path: Path) -> None:
    authority = Authority.open(tmp_path)
    issued = certificate(authority.issue(["a.example.com"]))
    root = x509.load_pem_x509_certificate(authority.certificate)
    may_issue = [
        each.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
        for each in (root, issued)
    ]
    assert may_issue == [True, False]
