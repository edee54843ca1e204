"""Where Terraform finds the AWS provider when its registry cannot be reached.

Standard library only, so that a set-up script can use it before anything is installed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

OVERRIDE = "AEOLUS_PROVIDER_MIRROR"
PROVIDER = Path("registry.terraform.io/hashicorp/aws")
VERSION = "5.100.0"
"""What cdktf-cdktf-provider-aws 20.1.0 binds; tests/setup compares the two."""


def search_roots(environ: Mapping[str, str]) -> list[Path]:
    """Return the folders to look in, the likeliest first.

    Terraform's implied mirrors (Terraform documentation, CLI Configuration File, Implied Local
    Mirror Directories), then what packages and images use: up to two levels below /opt, /usr/lib
    and /var/lib. AEOLUS_PROVIDER_MIRROR, when set, is the only one.
    """
    if environ.get(OVERRIDE):
        return [Path(environ[OVERRIDE])]
    home = Path(environ.get("HOME", "/nonexistent"))
    data_home = Path(environ.get("XDG_DATA_HOME") or home / ".local/share")
    data_dirs = (environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    implied = [home / ".terraform.d/plugins", data_home / "terraform/plugins"]
    implied += [Path(directory) / "terraform/plugins" for directory in data_dirs if directory]
    bases = [Path("/opt"), Path("/usr/lib"), Path("/var/lib")]
    below = [path for base in bases for pattern in ("*", "*/*") for path in _folders(base, pattern)]
    return [*implied, *bases, *below]


def _folders(base: Path, pattern: str) -> list[Path]:
    try:
        return sorted(path for path in base.glob(pattern) if path.is_dir())
    except OSError:
        return []


def find_mirror(roots: Iterable[Path], version: str) -> Path | None:
    """Return the first of `roots` that holds this version of the AWS provider, else None.

    Both of Terraform's layouts count: unpacked (`VERSION/linux_amd64/`) and packed
    (`terraform-provider-aws_VERSION_linux_amd64.zip`).
    """
    return next((root for root in roots if _holds(root / PROVIDER, version)), None)


def _holds(provider: Path, version: str) -> bool:
    try:
        unpacked = (provider / version).is_dir()
        return unpacked or any(provider.glob(f"terraform-provider-aws_{version}_*.zip"))
    except OSError:
        return False


def cli_configuration(mirror: Path | None) -> str:
    """Return Terraform's CLI configuration: AWS from `mirror`, or all from the registry if None."""
    if mirror is None:
        return "disable_checkpoint = true\n"
    return f"""disable_checkpoint = true

provider_installation {{
  filesystem_mirror {{
    path    = "{mirror}"
    include = ["{PROVIDER}"]
  }}
  direct {{
    exclude = ["{PROVIDER}"]
  }}
}}
"""


def write_cli_configuration(
    path: Path, version: str, environ: Mapping[str, str] = os.environ
) -> Path:
    """Write the configuration for this machine to `path` and return `path`.

    Point TF_CLI_CONFIG_FILE at it; an inherited one may name a file that does not exist.
    """
    mirror = find_mirror(search_roots(environ), version)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(cli_configuration(mirror))
    return path
