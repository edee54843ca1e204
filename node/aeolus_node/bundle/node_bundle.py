"""What everything that a node installs comes in: a file for each architecture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Architecture = Literal["amd64", "arm64"]
"""As Debian calls it: what `dpkg --print-architecture` says on a node."""

ARCHITECTURES: tuple[Architecture, ...] = ("amd64", "arm64")

SUFFIX = ".tar.zst"

PLACED = "bundles"
"""The folder of bundles in the output folder of a synth, beside that of the stacks."""


@dataclass(frozen=True)
class NodeBundle:
    """A bundle on the deployer's disk; `sha256` is that of the file, in hexadecimal."""

    architecture: Architecture
    path: Path
    sha256: str

    @property
    def placed(self) -> str:
        """The path in the output folder of a synth; it tells the content and nothing else."""
        return f"{PLACED}/{self.sha256}-{self.architecture}{SUFFIX}"


Bundles = Mapping[Architecture, NodeBundle]
"""A bundle for each of `ARCHITECTURES`: nobody need know which one an instance will take."""

EnvironmentBundles = Mapping[tuple[str, ...], Bundles]
"""The bundles of an environment's nodes, by what a node asks for beside the environment's own
requirements: `()` is all but the workers of groups with requirements of theirs."""

_ZEROS = "0" * 64

UNBUILT: Bundles = {
    each: NodeBundle(architecture=each, path=Path(f"unbuilt-{each}{SUFFIX}"), sha256=_ZEROS)
    for each in ARCHITECTURES
}
"""For who reads the Terraform JSON and deploys nothing: the files are not there."""
