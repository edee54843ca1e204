"""Arguments and options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

EnvironmentArgument = Annotated[
    str,
    typer.Argument(metavar="ENV", help="An environment: a file's name in config/environments."),
]
SandboxOption = Annotated[
    bool, typer.Option("--sandbox", help="In the embedded region of ENV instead of on AWS.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for a script.")]
InsecureOption = Annotated[
    bool,
    typer.Option("--insecure", help="Take any certificate: a single node may sign its own."),
]
YesOption = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
