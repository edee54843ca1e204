"""The region's certificate authority: made once for a sandbox, signs its certificates."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_COMMON_NAME_LIMIT = 64  # RFC 5280, ub-common-name
_LIFETIME = timedelta(days=397)  # ACM User Guide, Certificate characteristics: 13 months
_SLACK = timedelta(minutes=5)  # a clock a little behind still accepts a fresh certificate


@dataclass(frozen=True)
class IssuedCertificate:
    """A certificate and its private key, both PEM."""

    certificate: bytes
    private_key: bytes


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name[:_COMMON_NAME_LIMIT])])


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SLACK)
        .not_valid_after(now + _LIFETIME)
    )


class Authority:
    """A root certificate and its key, kept as `ca.pem` and `ca.key` (mode 600) in a directory."""

    def __init__(self, certificate: bytes, private_key: bytes) -> None:
        self.certificate = certificate
        self.private_key = private_key

    @classmethod
    def open(cls, directory: Path) -> Authority:
        """Return the authority kept in `directory`; make it if there is none."""
        certificate, key = directory / "ca.pem", directory / "ca.key"
        if not (certificate.exists() and key.exists()):
            made = cls._make()
            directory.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(key, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as private:
                private.write(made.private_key)
            certificate.write_bytes(made.certificate)
        return cls(certificate.read_bytes(), key.read_bytes())

    @classmethod
    def _make(cls) -> Authority:
        key = ec.generate_private_key(ec.SECP256R1())
        name = _name("Region Root CA")
        certificate = (
            _builder(name, name, key)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(key, hashes.SHA256())
        )
        return cls(certificate.public_bytes(serialization.Encoding.PEM), _pem(key))

    def issue(self, domain_names: Sequence[str]) -> IssuedCertificate:
        """Return a certificate for `domain_names`, the first being its common name."""
        ca_key = serialization.load_pem_private_key(self.private_key, password=None)
        assert isinstance(ca_key, ec.EllipticCurvePrivateKey)
        root = x509.load_pem_x509_certificate(self.certificate)
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = (
            _builder(_name(domain_names[0]), root.subject, key)
            .add_extension(
                x509.SubjectAlternativeName([x509.DNSName(n) for n in domain_names]), False
            )
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .sign(ca_key, hashes.SHA256())
        )
        return IssuedCertificate(certificate.public_bytes(serialization.Encoding.PEM), _pem(key))
