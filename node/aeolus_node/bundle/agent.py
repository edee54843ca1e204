"""The last layer of a bundle: what is ours, which changes most and is packed in no time."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aeolus_agent import places

from .authorities import authorities_script, rds_authorities
from .compiling import compile_below
from .digest import digest, digest_of, files_below
from .environment import SITE_PACKAGES
from .folders import AGENT, SHARED
from .node_bundle import Architecture

_BESIDE = {"bin": places.CREDENTIAL.parent.name, "units": places.UNITS.name}
"""Folders of the agent that are no Python, and where they are in a bundle."""


@dataclass(frozen=True)
class AgentLayer:
    """The agent among Airflow's packages, its programs and units, and RDS's authorities."""

    architecture: Architecture
    airflow_version: str
    requirements: Sequence[str]

    title = "the agent"

    @property
    def inputs(self) -> str:
        """The hash of what the layer is made of."""
        ours = (digest_of(each) for each in (AGENT, *SHARED))
        return digest(*ours, authorities_script(), self._description())

    def lay(self, root: Path) -> None:
        """Make the folders in `root`."""
        package = root / SITE_PACKAGES / AGENT.name
        for path in files_below(AGENT):
            inside = path.relative_to(AGENT)
            folder = inside.parts[0]
            beside = (
                root / _BESIDE[folder] / inside.relative_to(folder) if folder in _BESIDE else None
            )
            target = beside or package / inside
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
        for each in SHARED:
            shared = root / SITE_PACKAGES / each.name
            shared.mkdir(parents=True, exist_ok=True)
            for path in files_below(each):
                shutil.copy(path, shared / path.name)
            compile_below(shared, root / places.ENVIRONMENT.name, str(places.ENVIRONMENT))
        compile_below(package, root / places.ENVIRONMENT.name, str(places.ENVIRONMENT))
        authorities = root / places.RDS_AUTHORITIES.relative_to(places.BUNDLE)
        authorities.parent.mkdir()
        authorities.write_text(rds_authorities())
        (root / "bundle.json").write_text(self._description())

    def _description(self) -> str:
        described = {
            "airflow_version": self.airflow_version,
            "architecture": self.architecture,
            "requirements": list(self.requirements),
        }
        return json.dumps(described, indent=2) + "\n"
