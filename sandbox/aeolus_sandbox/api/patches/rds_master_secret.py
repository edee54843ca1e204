"""RDS: the secret that it manages holds the master user's name and a password of its own."""

from __future__ import annotations

import json
import secrets
import string
import uuid
from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement, method

# Amazon RDS User Guide, "Constraints for Amazon RDS": any printable ASCII but / ' " @ and blanks.
_CHARACTERS = string.ascii_letters + string.digits + "!#$%&()*+-:<=>?[]_{|}~"
_LENGTH = 28


def _generate(self: Any) -> str:
    password = "".join(secrets.choice(_CHARACTERS) for _ in range(_LENGTH))
    return json.dumps({"username": self.resource.master_username, "password": password})


def _renewing(original: Callable[..., None]) -> Callable[..., None]:
    def rotate_secret(self: Any) -> None:
        original(self)
        self.secretsmanager.put_secret_value(
            secret_id=self.secret.arn,
            secret_string=self._generate_secret_string(),
            secret_binary=None,
            client_request_token=str(uuid.uuid4()),
            version_stages=["AWSCURRENT"],
        )

    return rotate_secret


def _replacements() -> Sequence[Replacement]:
    from moto.rds.models import MasterUserSecret

    return [
        method(MasterUserSecret, "_generate_secret_string", _generate),
        Replacement(MasterUserSecret, "rotate_secret", _renewing),
    ]


PATCH = Patch(
    name="rds_master_secret",
    aws="the managed secret holds the master user's name and a generated password, and another "
    "once it is rotated",
    source="Amazon RDS User Guide, Password management with Amazon RDS and AWS Secrets Manager",
    moto="holds the same name and password in each, and no value after a rotation",
    replacements=_replacements,
)
