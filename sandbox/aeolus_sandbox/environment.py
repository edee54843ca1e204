"""The environment in which Terraform, cdktf and boto3 talk to an embedded region."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

# AWS SDKs and Tools Reference Guide, Environment variables: what would lead a tool elsewhere.
_MISLEADING = (
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_SESSION_TOKEN",
    "AWS_SECURITY_TOKEN",
    "AWS_ROLE_ARN",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_USE_FIPS_ENDPOINT",
    "AWS_USE_DUALSTACK_ENDPOINT",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
    "AWS_CA_BUNDLE",
    "TF_CLI_ARGS",
    "TF_WORKSPACE",
)


def region_variables(url: str, region: str, cli_configuration: Path) -> dict[str, str]:
    """Return the variables that lead every AWS tool to the embedded region at `url`."""
    nowhere = "/dev/null"
    return {
        "AWS_ENDPOINT_URL": url,
        "AWS_ACCESS_KEY_ID": "embedded",
        "AWS_SECRET_ACCESS_KEY": "embedded",
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        # The user's own profiles and credentials stay out of it.
        "AWS_CONFIG_FILE": nowhere,
        "AWS_SHARED_CREDENTIALS_FILE": nowhere,
        "AWS_EC2_METADATA_DISABLED": "true",
        # An operation the region lacks fails at its first answers, not after 25 retries.
        "AWS_MAX_ATTEMPTS": "3",
        "NO_PROXY": "127.0.0.1,localhost",
        "no_proxy": "127.0.0.1,localhost",
        "TF_CLI_CONFIG_FILE": str(cli_configuration),
        "CHECKPOINT_DISABLE": "1",
    }


def led_to_region(inherited: Mapping[str, str], variables: Mapping[str, str]) -> dict[str, str]:
    """Return `inherited` without what would lead elsewhere, with `variables` on top."""
    kept = {
        name: value
        for name, value in inherited.items()
        if name not in _MISLEADING and not name.startswith("AWS_ENDPOINT_URL")
    }
    return {**kept, **variables}
