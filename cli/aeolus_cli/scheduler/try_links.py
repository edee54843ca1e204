"""`aeolus scheduler test ENV`: would a scheduler that fails be replaced?"""

from __future__ import annotations

import sys
import time
from dataclasses import asdict

from rich.console import Console

from aeolus_cli.aws.outputs import require_output
from aeolus_cli.dags.place import outputs_of
from aeolus_cli.errors import reported
from aeolus_cli.options import EnvironmentArgument, JsonOption, SandboxOption
from aeolus_cli.show import print_json
from aeolus_cli.target import target
from aeolus_lease.timings import Timings

from .chain import Chain
from .lease import lease_of


@reported
def try_links(
    environment: EnvironmentArgument, sandbox: SandboxOption = False, as_json: JsonOption = False
) -> None:
    """Try each link of the chain by which a scheduler of ENV that fails is replaced.

    Nothing is moved that need not be. Fails if a link does not hold.

    Example: aeolus scheduler test prod
    """
    console = Console(stderr=as_json, soft_wrap=True, highlight=False)
    found = target(environment, console, sandbox=sandbox)
    lease = lease_of(found)
    function = require_output(outputs_of(found), "scheduler_failover_function", environment)
    links = []
    for link in Chain(lease, found.clients, function, Timings(), time.sleep).links():
        links.append(link)
        console.print(
            f"{'holds' if link.holds else 'BROKEN':6}  {link.name}: {link.seen}", markup=False
        )
    if as_json:
        print_json([asdict(each) for each in links])
    if not all(each.holds for each in links):
        sys.exit(1)
