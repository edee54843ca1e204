"""Reading secrets' values from Secrets Manager."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from aeolus_agent.insist import NotYetError
from aeolus_agent.secrets import Secret


def fetch(client: Any, arns: Mapping[str, str]) -> dict[Secret, str]:
    """Return the current values of the secrets that a node is told of.

    `client` is boto3's for Secrets Manager. Raises NotYetError, which says of which secret AWS
    said what.
    """
    return {Secret(name): _value(client, name, arn) for name, arn in sorted(arns.items())}


def _value(client: Any, name: str, arn: str) -> str:
    try:
        value = client.get_secret_value(SecretId=arn)
    except (BotoCoreError, ClientError) as error:
        # Neither has a secret's value in it.
        raise NotYetError(f"secret {name} cannot be read ({arn}): {error}") from None
    if "SecretString" not in value:
        raise NotYetError(f"secret {name} is binary ({arn}): store it as text, by --secret-string")
    return str(value["SecretString"])
