"""What a command works on: an environment, where it is deployed, and the means to get there."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console

from aeolus_config.loading import find_environment
from aeolus_config.model import Environment, Topology
from aeolus_sandbox import region as regions
from aeolus_sandbox.errors import SandboxError

from .aws.clients import Clients
from .errors import UserError
from .preflight import require_credentials
from .terraform.workspace import Workspace

ENVIRONMENTS = Path("config/environments")
STATE = Path(".aeolus")
SANDBOX_STATE = STATE / "sandbox"
IMAGES = STATE / "cache" / "images"


@dataclass(frozen=True)
class Target:
    """An environment on AWS, or in its embedded region."""

    environment: Environment
    workspace: Workspace
    clients: Clients


def project_root() -> Path:
    """Return the folder of `cdktf.json`, here or above; raises UserError where there is none."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "cdktf.json").is_file():
            return folder
    raise UserError(
        f"no cdktf.json in {here} or above", cure="run this inside a clone of the project"
    )


def load(name: str) -> Environment:
    """Load the environment called `name`; raises ConfigError when it is missing or wrong."""
    return find_environment(name, project_root() / ENVIRONMENTS)


def on_aws(name: str, console: Console) -> Target:
    """Return `name` as deployed with the credentials of the caller.

    Raises ConfigError for an environment that is missing or wrong, then UserError without
    credentials.
    """
    environment = load(name)
    require_credentials()
    return _target(environment, dict(os.environ), Path("cdktf.out"), STATE / "logs", console)


def in_sandbox(name: str, console: Console) -> Target:
    """Return `name` in its running embedded region.

    Raises ConfigError for an environment that is missing or wrong, UserError when it is not up.
    """
    environment, root = load(name), project_root()
    try:
        region = regions.running(name, root / SANDBOX_STATE)
    except SandboxError as error:
        raise UserError(str(error)) from error
    folder = SANDBOX_STATE / name
    settings = region.environment()
    return _target(environment, settings, folder / "cdktf.out", folder / "logs", console)


def target(name: str, console: Console, *, sandbox: bool) -> Target:
    """Return `name` in the sandbox or on AWS."""
    return in_sandbox(name, console) if sandbox else on_aws(name, console)


def _target(
    environment: Environment, settings: dict[str, str], out: Path, logs: Path, console: Console
) -> Target:
    root = project_root()
    workspace = Workspace(
        project=root,
        environment=environment.name,
        out=root / out,
        settings=settings,
        logs=root / logs,
        console=console,
    )
    return Target(environment, workspace, Clients(environment.region, settings))


def awake(found: Target) -> Target:
    """Return it as one that does not hibernate, for who knows better than its file."""
    running = found.environment.model_copy(update={"hibernated": False})
    return replace(found, environment=running)


def require_awake(found: Target) -> None:
    """Raise UserError for an environment that hibernates: nobody is there to do anything."""
    if found.environment.hibernated:
        name = found.environment.name
        raise UserError(f"{name} is hibernated", cure=f"aeolus start {name}")


def require_cluster(found: Target, lacks: str) -> None:
    """Raise UserError for an environment that is one node; `lacks` says what that has not."""
    if found.environment.topology is not Topology.CLUSTER:
        raise UserError(
            f"{found.environment.name} is a single node: {lacks}",
            cure="set topology: cluster and deploy",
        )
