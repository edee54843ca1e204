"""Where an environment's DAGs are pushed to."""

from __future__ import annotations

from aeolus_cli.aws.outputs import read_outputs, require_output
from aeolus_cli.errors import UserError
from aeolus_cli.target import Target
from aeolus_config.model import Environment, S3Dags
from aeolus_stacks.state import state_location

from .bucket import DagBucket


def require_pushed(environment: Environment) -> S3Dags:
    """Return where pushed DAGs go; raises UserError for an environment that takes none."""
    if not isinstance(environment.dags, S3Dags):
        raise UserError(
            f"{environment.name} takes its DAGs from git: {environment.dags.repository_url}, "
            f"{environment.dags.tracking_ref}",
            cure="commit and push them there, or set dags.source: s3 and deploy",
        )
    return environment.dags


def outputs_of(found: Target) -> dict[str, str]:
    """Return the outputs of a deployed environment; none where it is not deployed."""
    return read_outputs(found.clients.s3, state_location(found.environment))


def pushed_version(found: Target) -> str | None:
    """Return what is current in a deployed environment; None where that is not known here."""
    if not isinstance(found.environment.dags, S3Dags):
        return None
    current = dag_bucket(found).current()
    return current.version if current else None


def dag_bucket(found: Target) -> DagBucket:
    """Return the bucket of a deployed environment, and the folder in it. Raises UserError."""
    source = require_pushed(found.environment)
    name = require_output(outputs_of(found), "dag_bucket", found.environment.name)
    return DagBucket(found.clients.s3, bucket=name, prefix=source.prefix)
