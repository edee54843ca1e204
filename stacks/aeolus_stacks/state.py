"""Where Terraform keeps an environment's state: one bucket an account and region."""

from __future__ import annotations

from dataclasses import dataclass

from aeolus_config.model import Environment


@dataclass(frozen=True)
class StateLocation:
    """The S3 object that holds an environment's state; its lock file lies beside it."""

    bucket: str
    key: str
    region: str

    @property
    def lock_key(self) -> str:
        """The lock file of `use_lockfile` (Terraform, "Backend type: s3", state locking)."""
        return f"{self.key}.tflock"


def state_location(environment: Environment) -> StateLocation:
    """Return where `environment` keeps its state; `aeolus bootstrap` creates the bucket."""
    return StateLocation(
        bucket=f"aeolus-state-{environment.account_id}-{environment.region}",
        key=f"{environment.name}/terraform.tfstate",
        region=environment.region,
    )
