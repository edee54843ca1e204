"""A synthesized environment on disk, and the commands that are run on it."""

from __future__ import annotations

import json
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from aeolus_cli.errors import UserError

from . import process
from .display import display
from .failures import failure

CDKTF = Path("node_modules/.bin/cdktf")


@dataclass(frozen=True)
class Recorded:
    """What a state holds.

    Attributes:
        values: address → attribute → value.
        ids: Terraform type with each id, ARN and name that AWS has for one of it.
        tainted: addresses of what the next apply would make anew.
    """

    values: Mapping[str, Mapping[str, Any]]
    ids: frozenset[tuple[str, str]]
    tainted: frozenset[str] = frozenset()

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses of all resources in it."""
        return tuple(self.values)

    def of_type(self, type_: str) -> dict[str, Mapping[str, Any]]:
        """Return the values of all resources of a Terraform type, by address."""
        return {
            address: values
            for address, values in self.values.items()
            if address.startswith(f"{type_}.")
        }


@dataclass(frozen=True)
class Workspace:
    """Where `environment` is synthesized to, and with which settings commands run there.

    `settings` are the environment variables that say where AWS is: the user's own, or those of
    an embedded region.
    """

    project: Path
    environment: str
    out: Path
    settings: Mapping[str, str]
    logs: Path
    console: Console

    @property
    def stack_folder(self) -> Path:
        """The folder that Terraform runs in."""
        return self.out / "stacks" / self.environment

    def deploy(self) -> None:
        """Run `cdktf deploy`; raises UserError with Terraform's own words when it fails."""
        self._run("deploy", [str(CDKTF), *self._deploy_arguments()], self.project)

    def _deploy_arguments(self) -> list[str]:
        # Without --skip-provider-lock cdktf asks the Terraform registry for every platform's
        # hashes, which a machine with a provider mirror need not be able to reach.
        return [
            "deploy",
            self.environment,
            "--auto-approve",
            "--skip-provider-lock",
            "--output",
            str(self.out),
        ]

    def synth(self, **settings: str) -> None:
        """Synthesize the app into `out`."""
        app = json.loads((self.project / "cdktf.json").read_text())["app"]
        self._run("synth", shlex.split(app), self.project, settings)

    def init(self) -> None:
        """Prepare the stack's folder, as `cdktf deploy` does."""
        self._run("init", ["terraform", "init", "-input=false"], self.stack_folder)

    def terraform(self, title: str, arguments: Sequence[str]) -> None:
        """Run a Terraform command in the stack's folder, shown under `title`."""
        self._run(title, ["terraform", *arguments], self.stack_folder)

    def _run(
        self,
        title: str,
        command: Sequence[str],
        cwd: Path,
        more: Mapping[str, str] | None = None,
    ) -> None:
        log = self.logs / f"{title.split()[0]}.log"
        settings = {**self._settings(), **(more or {})}
        with display(f"{title} {self.environment}", self.console, log) as shown:
            status = process.run(command, cwd=cwd, environment=settings, on_line=shown.line)
        if status:
            raise failure(
                title, self.environment, status, shown.progress.error_lines, self._name(log)
            )

    def _settings(self) -> dict[str, str]:
        return {
            **self.settings,
            "CDKTF_OUTDIR": str(self.out),
            "TF_IN_AUTOMATION": "1",
        }

    def outputs(self) -> dict[str, str]:
        """Return the outputs of the deployed stack."""
        read: dict[str, Any] = json.loads(self.read(["output", "-json"]))
        return {name: str(each["value"]) for name, each in read.items()}

    def recorded(self) -> Recorded:
        """Return what the state holds."""
        state = json.loads(self.read(["show", "-json"]))
        resources = state.get("values", {}).get("root_module", {}).get("resources", [])
        return Recorded(
            values={each["address"]: each["values"] for each in resources},
            ids=frozenset(
                (each["type"], str(each["values"][key]))
                for each in resources
                for key in ("id", "arn", "name", "identifier")
                if each["values"].get(key)
            ),
            tainted=frozenset(each["address"] for each in resources if each.get("tainted")),
        )

    def read(self, arguments: Sequence[str]) -> str:
        """Return what a Terraform command prints; raises UserError when it fails."""
        done = subprocess.run(
            ["terraform", *arguments],
            cwd=self.stack_folder,
            env=self._settings(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise UserError(
                f"terraform {arguments[0]} of {self.environment} failed",
                details=done.stderr.strip().splitlines(),
            )
        return done.stdout

    def _name(self, path: Path) -> str:
        """Return `path` as it is called from the project's folder."""
        return str(path.relative_to(self.project) if path.is_relative_to(self.project) else path)
