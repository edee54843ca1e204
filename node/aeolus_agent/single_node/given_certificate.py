"""The certificate of a single node that somebody else has signed, from a secret."""

from __future__ import annotations

import json

from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from .certificate import Certificate, names_of

CERTIFICATE, KEY = "certificate", "private_key"
"""The keys of the secret's JSON."""


def opened(text: str, name: str) -> Certificate:
    """Return the chain and the key that a secret holds.

    Raises ValueError, which says what is wrong and holds no part of the secret, where a server of
    `name` could not use them: nginx would not start, or no browser would believe it.
    """
    try:
        held = json.loads(text)
        found = Certificate(str(held[CERTIFICATE]), str(held[KEY]))
    except (ValueError, KeyError, TypeError):
        raise ValueError(f"is no JSON with {CERTIFICATE} and {KEY}") from None
    try:
        [first, *_] = x509.load_pem_x509_certificates(found.certificate.encode())
        key = load_pem_private_key(found.key.encode(), None)
    except (ValueError, TypeError):
        raise ValueError("holds no certificate and unencrypted key in PEM") from None
    if key.public_key() != first.public_key():
        raise ValueError("holds a key that is not its first certificate's")
    names = names_of(first)
    _, _, parent = name.partition(".")
    if not {name, f"*.{parent}"} & set(names):
        raise ValueError(f"has a certificate of {', '.join(names) or 'no name'}, not of {name}")
    return found
