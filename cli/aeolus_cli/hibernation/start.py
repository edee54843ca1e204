"""`aeolus start ENV`: the database first, then all that went when it was stopped."""

from __future__ import annotations

from rich.console import Console

from aeolus_cli.deploy import deploy, print_summary
from aeolus_cli.errors import UserError, reported
from aeolus_cli.options import EnvironmentArgument, JsonOption, SandboxOption
from aeolus_cli.preflight import require_cdktf, require_terraform
from aeolus_cli.show import print_json
from aeolus_cli.target import awake, project_root, target
from aeolus_stacks.bundles import TO_BE_READ

from .file import write
from .metastore import wake
from .schedulers import release_failover


@reported
def start(
    environment: EnvironmentArgument, sandbox: SandboxOption = False, as_json: JsonOption = False
) -> None:
    """Wake ENV: start its database and wait for it, then deploy broker, entrances and nodes.

    Run again, it goes on where it was interrupted; of one that runs it deploys what changed.

    Example: aeolus start staging
    """
    console = Console(soft_wrap=True, stderr=as_json, highlight=False)
    found = target(environment, console, sandbox=sandbox)
    require_terraform()
    require_cdktf(project_root())
    found.workspace.synth(**TO_BE_READ)
    found.workspace.init()
    if not found.workspace.recorded().addresses:
        raise UserError(
            f"nothing of {environment} is deployed", cure=f"npx cdktf deploy {environment}"
        )
    woken = wake(found, lambda line: console.print(line, markup=False))
    release_failover(awake(found))
    write(environment, hibernated=False)
    deployed = deploy(found)
    if as_json:
        print_json({**deployed.as_json(), "hibernated": False, "metastore_started": woken})
    else:
        print_summary(deployed, console)
