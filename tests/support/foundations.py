"""What nodes stand on, for tests of nodes: key, network, secrets and storage."""

from __future__ import annotations

from typing import Any

from aeolus_config.model import Egress
from aeolus_constructs.encryption_key import EncryptionKey
from aeolus_constructs.network import Network
from aeolus_constructs.secrets import Secrets
from aeolus_constructs.storage import Storage
from support.render import DEPLOYMENT

ZONES = ("us-east-1a", "us-east-1b")


def foundations(
    stack: Any, egress: Egress, web_certificate_arn: str | None = None
) -> dict[str, Any]:
    """Build them in `stack`; return them by the names of the props that take them."""
    key = EncryptionKey(stack, "key", deployment=DEPLOYMENT)
    return {
        "deployment": DEPLOYMENT,
        "encryption_key": key,
        "network": Network(
            stack,
            "network",
            deployment=DEPLOYMENT,
            encryption_key=key,
            availability_zones=ZONES,
            cidr_block="10.0.0.0/16",
            egress=egress,
            flow_logs_retention_in_days=7,
        ),
        "secrets": Secrets(
            stack,
            "secrets",
            deployment=DEPLOYMENT,
            encryption_key=key,
            deletion_protection=True,
            web_certificate_arn=web_certificate_arn,
        ),
        "storage": Storage(
            stack,
            "storage",
            deployment=DEPLOYMENT,
            encryption_key=key,
            deletion_protection=True,
            log_retention_in_days=30,
        ),
    }
