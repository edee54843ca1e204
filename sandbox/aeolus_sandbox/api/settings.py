"""How moto is set for this region, by its environment variables (moto documentation, Environment
Variables)."""

from __future__ import annotations

import importlib.metadata

from aeolus_sandbox.errors import SandboxError

MOTO_VERSION = "5.2.5"


def moto_environment(account_id: str) -> dict[str, str]:
    """Return moto's settings; moto reads them when it is imported, so set them before."""
    return {
        "MOTO_ACCOUNT_ID": account_id,
        # AmazonSSMManagedInstanceCore and its like exist in every account.
        "MOTO_IAM_LOAD_MANAGED_POLICIES": "true",
        # A certificate is issued at its first description rather than a minute later.
        "MOTO_ACM_VALIDATION_WAIT": "0",
        # The account's own images and no others; what does not exist cannot be launched.
        "MOTO_EC2_LOAD_DEFAULT_AMIS": "false",
        "MOTO_ENABLE_AMI_VALIDATION": "true",
        "MOTO_EC2_ENABLE_INSTANCE_TYPE_VALIDATION": "true",
        "MOTO_DISABLE_GLOBAL_CORS": "true",
    }


def require_moto_version() -> None:
    """Raise SandboxError unless the moto the patches were written for is installed."""
    found = importlib.metadata.version("moto")
    if found != MOTO_VERSION:
        raise SandboxError(
            f"moto {found} is installed, the sandbox patches moto {MOTO_VERSION}: "
            f"install moto=={MOTO_VERSION}, or review sandbox/aeolus_sandbox/api/patches and "
            "change MOTO_VERSION"
        )
