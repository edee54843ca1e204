"""`aeolus dags run ENV DAG`: start a run through the web entrance, as the first user."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.console import Console

from aeolus_agent.secrets import FIRST_USER
from aeolus_cli.aws.outputs import require_output
from aeolus_cli.errors import UserError, reported
from aeolus_cli.options import EnvironmentArgument, InsecureOption, JsonOption, SandboxOption
from aeolus_cli.show import print_json
from aeolus_cli.target import Target, require_awake, target

from .airflow_api import Airflow, Run
from .follow import finished, known
from .place import outputs_of, pushed_version
from .reach import entrance


def log_in(found: Target, *, sandbox: bool, verify: bool) -> Airflow:
    """Log in to a deployed environment as its first user. Raises UserError."""
    require_awake(found)
    name, outputs = found.environment.name, outputs_of(found)
    url = require_output(outputs, "web_url", name)
    secret = require_output(outputs, "admin_password_secret", name)
    password = found.clients.secretsmanager.get_secret_value(SecretId=secret)["SecretString"]
    way = entrance(name, url, sandbox=sandbox, verify=verify)
    return Airflow.log_in(way, user=FIRST_USER, password=password, secret=secret)


def read_conf(text: str) -> dict[str, Any]:
    """Return a run's parameters. Raises UserError for what is no JSON object."""
    try:
        read = json.loads(text)
    except ValueError as error:
        raise UserError(
            f"--conf is not JSON: {error}", cure="""as in --conf '{"day": 3}'"""
        ) from error
    if not isinstance(read, dict):
        raise UserError(f"--conf is no JSON object: {text}", cure="""as in --conf '{"day": 3}'""")
    return read


@reported
def run(
    environment: EnvironmentArgument,
    dag: Annotated[str, typer.Argument(metavar="DAG", help="The id of the DAG.")],
    conf: Annotated[str, typer.Option(metavar="JSON", help="Parameters of the run.")] = "{}",
    wait: Annotated[
        bool, typer.Option("--wait", help="Return when the run has ended; fail if it did.")
    ] = False,
    unpause: Annotated[bool, typer.Option("--unpause", help="Unpause the DAG first.")] = False,
    insecure: InsecureOption = False,
    sandbox: SandboxOption = False,
    as_json: JsonOption = False,
) -> None:
    """Run DAG in ENV now, by Airflow's REST API with a login.

    Example: aeolus dags run prod example --wait
    """
    console = Console(stderr=as_json, soft_wrap=True, highlight=False)
    parameters = read_conf(conf)
    found = target(environment, console, sandbox=sandbox)
    airflow = log_in(found, sandbox=sandbox, verify=not insecure)
    version = pushed_version(found)
    told = known(airflow, dag, version=version, patient=wait)
    if version not in (None, told.version):
        console.print(f"{dag} is of DAGs {told.version} still: {version} is not read yet")
    if told.is_paused:
        if not unpause:
            raise UserError(f"{dag} is paused: its runs would not begin", cure="add --unpause")
        airflow.unpause(dag)
    started = airflow.trigger(dag, parameters)
    console.print(f"{started.run_id} of DAGs {started.version or '(no version)'}", markup=False)
    if wait:
        started = finished(airflow, started, lambda line: console.print(line, markup=False))
    _end(started, as_json=as_json)


def _end(run: Run, *, as_json: bool) -> None:
    if as_json:
        print_json(asdict(run))
    if run.state == "failed":
        sys.exit(1)
