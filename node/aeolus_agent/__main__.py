"""`python -m aeolus_agent COMMAND`: what units and user data call."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

COMMANDS = {
    "install": "aeolus_agent.install.command:run",
    "install-ssm-agent": "aeolus_agent.ssm_agent:run",
    "credentials": "aeolus_agent.credentials.command:run",
    "refresh-credentials": "aeolus_agent.credentials.command:refresh",
    "await-results": "aeolus_agent.results:run",
    "fetch-dags": "aeolus_agent.dags.fetch:run",
    "join": "aeolus_agent.join:run",
    "migrate": "aeolus_agent.migrate.command:run",
    "prepare-metadata": "aeolus_agent.migrate.airflow_metadata:run",
    "attach-volume": "aeolus_agent.single_node.volume:run",
    "prepare-data": "aeolus_agent.single_node.data:run",
    "certify": "aeolus_agent.single_node.certify:run",
    "keep-owner": "aeolus_agent.single_node.owner:run",
    "configure-broker": "aeolus_agent.single_node.broker:run",
    "take-address": "aeolus_agent.single_node.address:run",
    "watch": "aeolus_agent.watch.command:run",
    "status": "aeolus_agent.watch.status:show",
    "status --json": "aeolus_agent.watch.status:show_json",
    "keep-lease": "aeolus_agent.scheduler.command:run",
    "release-orphans": "aeolus_agent.scheduler.release:run",
    "count-messages": "aeolus_agent.scheduler.count:run",
    "schedule": "aeolus_agent.scheduler.schedule:run",
    "drain": "aeolus_agent.drain.command:run",
    "leave": "aeolus_agent.drain.leave:run",
    "scale": "aeolus_agent.scaling.command:run",
    "ship-logs": "aeolus_agent.telemetry.logs.command:run",
    "ship-metrics": "aeolus_agent.telemetry.metrics.command:run",
}
"""Command → its function, imported when it is called: each needs a few libraries of many."""


def main(arguments: list[str]) -> int:
    """Run a command; return its exit status."""
    command = " ".join(arguments)
    if command not in COMMANDS:
        print(f"usage: python -m aeolus_agent {{{','.join(COMMANDS)}}}", file=sys.stderr)
        return 2
    module, _, function = COMMANDS[command].partition(":")
    try:
        status: int = getattr(import_module(module), function)()
    except subprocess.CalledProcessError as error:
        said = (error.stdout or b"").decode(errors="replace").strip()
        print(f"{command}: {error} {said}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{command}: {error}", file=sys.stderr)
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
