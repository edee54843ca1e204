"""The certificate that a single node signs itself; it is kept, so that who trusts it may go on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from aeolus_agent.files import replace

LIFE = timedelta(days=825)
"""The longest that browsers and macOS take (Apple, "Requirements for trusted certificates")."""
LEAST_LEFT = timedelta(days=90)
_LONGEST_NAME = 64


@dataclass(frozen=True)
class Certificate:
    """A certificate for a name or an address, and its key, in PEM."""

    certificate: str
    key: str


def self_signed(name: str, now: datetime) -> Certificate:
    """Return a new certificate of `name`, valid from `now`, that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:_LONGEST_NAME])])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + LIFE)
        .add_extension(x509.SubjectAlternativeName([_general(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return Certificate(made.public_bytes(Encoding.PEM).decode(), private.decode())


def serves(
    found: Certificate, name: str, now: datetime, least_left: timedelta = LEAST_LEFT
) -> bool:
    """Return whether a certificate and its key are for `name`, and for some time to come."""
    try:
        certificate = x509.load_pem_x509_certificate(found.certificate.encode())
        key = load_pem_private_key(found.key.encode(), None)
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (ValueError, TypeError, x509.ExtensionNotFound):
        return False
    return (
        _general(name) in list(names)
        and key.public_key() == certificate.public_key()
        and certificate.not_valid_after_utc - now >= least_left
    )


def names_of(certificate: x509.Certificate) -> list[str]:
    """Return the names and addresses that a certificate is for."""
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    return [str(each.value) for each in found]


def keep(directory: Path, name: str, now: datetime) -> bool:
    """Let there be `certificate.pem` and `key.pem` of `name` in `directory`; return if they are
    new. What only leads to somebody else's is none."""
    paths = directory / "certificate.pem", directory / "key.pem"
    try:
        found = Certificate(*(path.read_text() for path in paths))
        if not paths[0].is_symlink() and serves(found, name, now):
            return False
    except FileNotFoundError:
        pass
    made = self_signed(name, now)
    replace(paths[1], made.key, 0o600)
    replace(paths[0], made.certificate)
    return True


def point(directory: Path, certificate: Path, key: Path) -> None:
    """Let `certificate.pem` and `key.pem` in `directory`, which nginx reads, be these files."""
    for file, target in (("certificate.pem", certificate), ("key.pem", key)):
        link = directory / f".{file}"
        link.unlink(missing_ok=True)
        link.symlink_to(target)
        link.replace(directory / file)


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)
