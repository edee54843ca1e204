"""`aeolus dags list ENV`: the versions that were pushed, and which is current."""

from __future__ import annotations

from rich.console import Console

from aeolus_cli.errors import reported
from aeolus_cli.options import EnvironmentArgument, JsonOption, SandboxOption
from aeolus_cli.show import print_json, print_rows
from aeolus_cli.target import target

from .place import dag_bucket


@reported
def list_versions(
    environment: EnvironmentArgument, sandbox: SandboxOption = False, as_json: JsonOption = False
) -> None:
    """List the versions of the DAGs that were pushed to ENV, the last one first.

    Example: aeolus dags list prod
    """
    console = Console(stderr=as_json)
    bucket = dag_bucket(target(environment, console, sandbox=sandbox))
    current, versions = bucket.current(), bucket.versions()
    name = current.version if current else None
    if as_json:
        listed = [
            {"version": one.version, "pushed": one.pushed, "current": one.version == name}
            for one in versions
        ]
        print_json(listed)
    elif not versions:
        console.print(f"nothing was pushed to {environment}: aeolus dags push {environment}")
    else:
        rows = [
            (one.version, f"{one.pushed:%Y-%m-%d %H:%M:%S %Z}", "current" * (one.version == name))
            for one in versions
        ]
        print_rows([("version", "pushed", ""), *rows], console)
