"""What git is given to come to a private repository: a deploy key, or a login."""

from __future__ import annotations

import re

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    load_pem_private_key,
    load_ssh_private_key,
)

USER = "x-access-token"
"""Whom a token alone stands for: GitHub's word for it; GitLab, Gitea and Azure DevOps take any."""
_OPENSSH = "-----BEGIN OPENSSH PRIVATE KEY-----"
_IN_LINES = re.compile(r"-----BEGIN [A-Z ]+-----\n(\S+\n)+-----END [A-Z ]+-----\n")


def login(text: str) -> str:
    """Return what git's credential helper answers for `TOKEN` or `USER:TOKEN`.

    It is git-credential(1)'s format. Raises ValueError, which holds no part of the secret.
    """
    if any(each in text for each in "\r\n\0"):
        raise ValueError(
            "has several lines: over https it is TOKEN or USER:TOKEN, and a deploy key is for SSH"
        )
    user, colon, token = text.partition(":")
    if not colon:
        user, token = USER, text
    if not user or not token:
        raise ValueError("has nothing before or after its colon: store TOKEN or USER:TOKEN")
    return f"username={user}\npassword={token}\n"


def key(text: str) -> str:
    """Return the text of a deploy key as ssh reads it: lines end in one character, the last too.

    Raises ValueError, which holds no part of the secret, where ssh could not use it.
    """
    lines = "".join(f"{line.strip()}\n" for line in text.strip().splitlines())
    of_openssh = lines.startswith(_OPENSSH)
    try:
        # ssh does not forgive what is forgiven here: lines that have become one.
        if not _IN_LINES.fullmatch(lines):
            raise ValueError
        load = load_ssh_private_key if of_openssh else load_pem_private_key
        found = load(lines.encode(), None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise ValueError(
            "holds no private key without a passphrase, in OpenSSH's format or PEM: over SSH it is "
            "the whole file that ssh-keygen wrote, with its line breaks"
        ) from None
    if isinstance(found, Ed25519PrivateKey) and not of_openssh:
        # Debian 12 has OpenSSH 9.2; 9.6 is the first that does (its release notes).
        raise ValueError(
            "holds an Ed25519 key in PEM, which nodes' ssh does not read: "
            "store one in OpenSSH's format, as ssh-keygen writes it"
        )
    return lines
