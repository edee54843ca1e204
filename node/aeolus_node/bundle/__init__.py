"""The node bundle: everything a node installs, built by the deployer and checked by its hash."""

from .building import build
from .errors import BundleError
from .node_bundle import (
    ARCHITECTURES,
    PLACED,
    UNBUILT,
    Architecture,
    Bundles,
    EnvironmentBundles,
    NodeBundle,
)

__all__ = [
    "ARCHITECTURES",
    "PLACED",
    "UNBUILT",
    "Architecture",
    "BundleError",
    "Bundles",
    "EnvironmentBundles",
    "NodeBundle",
    "build",
]
