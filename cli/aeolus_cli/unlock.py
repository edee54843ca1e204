"""`aeolus unlock ENV`: after a deploy that died, who held the lock and what it left."""

from __future__ import annotations

from datetime import UTC, datetime

import typer
from rich.console import Console
from rich.markup import escape

from aeolus_config.names import PREFIX
from aeolus_config.partition import partition_of
from aeolus_stacks.bundles import TO_BE_READ
from aeolus_stacks.state import state_location
from aeolus_tags import ENVIRONMENT_TAG

from .aws.lock import StateLock, read_lock, release
from .aws.orphans import Orphan, orphans
from .aws.references import Known
from .aws.tagged import tagged_groups, tagged_resources, tagged_roles, tagged_zones
from .aws.untagged import Untagged, untagged
from .errors import reported
from .options import EnvironmentArgument, JsonOption, SandboxOption, YesOption
from .preflight import require_terraform
from .show import print_json
from .target import Target, target
from .terraform.stack_json import declared, missing_by_type, read


def find_orphans(found: Target) -> list[Orphan | Untagged]:
    """Return what belongs to the environment, by its tag or its place, and is not in its state."""
    name, clients = found.environment.name, found.clients
    tagged = [
        *tagged_resources(clients.tagging, ENVIRONMENT_TAG, name),
        *tagged_groups(clients.autoscaling, ENVIRONMENT_TAG, name),
        *tagged_roles(clients.iam, ENVIRONMENT_TAG, name, f"{PREFIX}-"),
        *tagged_zones(clients.route53, ENVIRONMENT_TAG, name, partition_of(clients.region)),
    ]
    found.workspace.synth(**TO_BE_READ)
    found.workspace.init()
    recorded = found.workspace.recorded()
    stack = read(found.workspace.stack_folder)
    missing = missing_by_type(stack, recorded.addresses)
    lost = orphans(tagged, recorded.ids, missing)
    places = {each.candidates[0]: each.arn.import_id for each in lost if len(each.candidates) == 1}
    bodies = {address: body for _, address, body in declared(stack)}
    return [*lost, *untagged(clients, missing, Known(recorded.values, bodies, places))]


def describe(lock: StateLock, now: datetime) -> str:
    """Return who holds the lock, for what, and for how long."""
    minutes = int(lock.age(now).total_seconds() // 60)
    return f"held by {lock.who} for {lock.operation}, {minutes} min old, id {lock.id}"


@reported
def unlock(
    environment: EnvironmentArgument,
    sandbox: SandboxOption = False,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Show who holds the lock on ENV's state, release it if you say so, and list what was lost.

    Lost is what exists under the environment's tag, or where its configuration has what takes no
    tags, and is not in its state: each with the command that imports or deletes it.

    Example: aeolus unlock prod
    """
    console = Console(soft_wrap=True, stderr=as_json)
    found = target(environment, console, sandbox=sandbox)
    require_terraform()
    where = state_location(found.environment)
    lock = read_lock(found.clients.s3, where)
    if lock is None:
        console.print(f"the state of {environment} is not locked")
    else:
        console.print(escape(describe(lock, datetime.now(UTC))))
        if not yes:
            typer.confirm(
                "Is that deploy dead, and may its lock be released?", abort=True, err=as_json
            )
        release(found.clients.s3, where)
        console.print("released")
    left = find_orphans(found)
    if as_json:
        print_json(
            {
                "lock": lock and {"id": lock.id, "who": lock.who, "created": lock.created},
                "orphans": [{"name": each.name, "cure": each.cure} for each in left],
            }
        )
        return
    console.print(f"{len(left)} resources exist that the state does not record")
    for each in left:
        console.print(f"  {escape(each.name)}\n    {escape(each.cure)}")
