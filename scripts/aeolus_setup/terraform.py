"""Terraform's configuration for this checkout, and a trial that it finds the AWS provider."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from aeolus_sandbox.provider_mirror import (
    OVERRIDE,
    VERSION,
    cli_configuration,
    find_mirror,
    search_roots,
)

from .errors import SetupError
from .shell import progress, run
from .stamps import Stamp, digest, file_identity


def configure(root: Path) -> None:
    """Write .aeolus/terraform.rc, which names the mirror that holds the AWS provider, if any.

    Then run `terraform init` once, so that a provider that cannot be had is told here and now.
    """
    terraform = shutil.which("terraform")
    assert terraform is not None, "tools.require has found it"
    mirror = find_mirror(search_roots(os.environ), VERSION)
    configuration = cli_configuration(mirror)
    settings = root / ".aeolus/terraform.rc"
    stamp = Stamp(
        root / ".aeolus/stamps/terraform",
        digest([VERSION, configuration, file_identity(Path(terraform))]),
    )
    if stamp.current and settings.exists():
        return
    source = f"mirror {mirror}" if mirror else "Terraform's registry"
    with progress(f"trying AWS provider {VERSION} from {source}"), stamp.work():
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(configuration)
        _try(root, settings)


def _try(root: Path, settings: Path) -> None:
    """Let Terraform get the provider, in a folder that is removed afterwards."""
    trial = root / ".aeolus/provider-trial"
    trial.mkdir(parents=True, exist_ok=True)
    provider = {"aws": {"source": "hashicorp/aws", "version": VERSION}}
    (trial / "main.tf.json").write_text(json.dumps({"terraform": {"required_providers": provider}}))
    try:
        run(
            ["terraform", f"-chdir={trial}", "init", "-backend=false", "-no-color"],
            log=root / ".aeolus/logs/terraform.log",
            cwd=root,
            env={"TF_CLI_CONFIG_FILE": str(settings), "CHECKPOINT_DISABLE": "1"},
        )
    except SetupError as error:
        raise SetupError(
            f"Terraform cannot get hashicorp/aws {VERSION}: no filesystem mirror has it "
            f"and the registry gave none; set {OVERRIDE} to a mirror. {error}"
        ) from error
    finally:
        shutil.rmtree(trial)
