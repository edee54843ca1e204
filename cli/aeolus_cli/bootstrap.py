"""`aeolus bootstrap ENV`: what the first deploy into an account needs."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from rich.console import Console

from aeolus_config.partition import partition_of
from aeolus_stacks.state import state_location

from .aws import service_linked_roles, state_bucket
from .errors import reported
from .options import EnvironmentArgument, JsonOption, SandboxOption
from .show import print_json
from .target import Target, target


@dataclass(frozen=True)
class Prepared:
    """What `prepare` did."""

    state_bucket: str
    state_bucket_created: bool
    roles_created: list[str]
    """The services for which a role was missing."""


def prepare(found: Target) -> Prepared:
    """Make the state bucket and the roles that are missing; return what was done."""
    where = state_location(found.environment)
    new = state_bucket.ensure(
        found.clients.s3, where.bucket, where.region, partition_of(where.region)
    )
    return Prepared(where.bucket, new, service_linked_roles.ensure(found.clients.iam))


@reported
def bootstrap(
    environment: EnvironmentArgument,
    sandbox: SandboxOption = False,
    as_json: JsonOption = False,
) -> None:
    """Make the bucket for Terraform's state, and the service-linked roles that are missing.

    Run it once for an account and region, before the first deploy; again does no harm.

    Example: aeolus bootstrap prod
    """
    console = Console()
    found = target(environment, console, sandbox=sandbox)
    done = prepare(found)
    if as_json:
        print_json(asdict(done))
        return
    made = "made" if done.state_bucket_created else "there already, settings checked"
    console.print(f"state bucket {done.state_bucket}: {made}")
    roles = ", ".join(done.roles_created) or "none was missing"
    console.print(f"service-linked roles: {roles}")
