"""The `#cloud-config` of a node: a few files, and the service that fetches the rest.

It takes for granted what Debian's image for EC2 has (cloud-init, systemd, the AWS CLI, zstd,
OpenSSL, Python 3.11), and holds no secret. OpenSSL takes a sixth of the second that Debian's
`sha256sum` takes for a bundle.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

import yaml

from aeolus_agent import places
from aeolus_agent.description import NodeDescription
from aeolus_node.bundle import Architecture

SERVICE = "aeolus-boot.service"
BOOT_SCRIPT = places.SETTINGS / "boot.sh"
BOOT_SETTINGS = places.SETTINGS / "boot.env"


@dataclass(frozen=True)
class BundleObject:
    """A node bundle in the environment's bucket."""

    key: str
    sha256: str


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as they are, which takes the least room and can be read."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def user_data(
    node: NodeDescription, airflow_cfg: str, bundles: Mapping[Architecture, BundleObject]
) -> str:
    """Return the user data of `node`; the same arguments, the same bytes.

    `bundles` are by Debian's name of an architecture, such as `arm64`. A value may be an
    expression of Terraform's that comes to a text without quotes and line breaks.
    """
    written = {
        places.NODE: node.dumps(),
        places.AIRFLOW_CFG: airflow_cfg,
        BOOT_SETTINGS: _boot_settings(node, bundles),
        BOOT_SCRIPT: _ours("boot.sh"),
        f"/etc/systemd/system/{SERVICE}": _ours("boot.service"),
    }
    config = {
        "write_files": [
            {"path": str(path), "permissions": "0644", "content": text}
            for path, text in written.items()
        ],
        # Boot goes on: a node that waits for its bucket can still be looked into.
        "runcmd": [["systemctl", "enable", "--now", "--no-block", SERVICE]],
    }
    body = yaml.dump(config, Dumper=_Dumper, sort_keys=False, width=10**6, allow_unicode=True)
    return f"#cloud-config\n{body}"


def _boot_settings(node: NodeDescription, bundles: Mapping[Architecture, BundleObject]) -> str:
    settings = {"AWS_DEFAULT_REGION": node.region, "BUCKET": node.bucket}
    for architecture, bundle in sorted(bundles.items()):
        settings[f"KEY_{architecture.upper()}"] = bundle.key
        settings[f"SHA256_{architecture.upper()}"] = bundle.sha256
    return "".join(f"{name}={value}\n" for name, value in settings.items())


def _ours(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
