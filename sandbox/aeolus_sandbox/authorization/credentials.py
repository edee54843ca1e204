"""Credentials of roles, which the region's STS knows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from aeolus_sandbox.metadata.instance import Credentials

# IAM User Guide, "Using an IAM role on EC2": they last about six hours.
_LIFETIME = timedelta(hours=6)


def for_role(account_id: str, role_arn: str, session_name: str) -> Credentials:
    """Return new credentials of a role, as AssumeRole gives them to an AWS service."""
    from moto.sts.models import sts_backends

    begin = datetime.now(UTC)
    role = sts_backends[account_id]["aws"].assume_role(
        region_name="aws",
        role_session_name=session_name,
        role_arn=role_arn,
        policy="",
        duration=int(_LIFETIME.total_seconds()),
        external_id="",
    )
    return Credentials(
        access_key_id=role.access_key_id,
        secret_access_key=role.secret_access_key,
        session_token=role.session_token,
        last_updated=begin,
        expiration=begin + _LIFETIME,
    )
