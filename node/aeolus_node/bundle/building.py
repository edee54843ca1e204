"""From a user's requirements to a bundle for each architecture, built once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .agent import AgentLayer
from .debian import DebianLayer
from .environment import EnvironmentLayer
from .folders import CACHE
from .layer import Layer
from .node_bundle import ARCHITECTURES, Architecture, Bundles
from .store import Say, Store


def build(
    requirements: Sequence[str] = (),
    groups: Sequence[str] = (),
    *,
    airflow_version: str,
    say: Say,
    cache: Path = CACHE,
) -> Bundles:
    """Return the bundles of Airflow `airflow_version` with `requirements`.

    `groups` are those of Debian's packages that its nodes need. What was built of the same inputs
    is found again. `say` is told what takes its time. Raises BundleError with the cure.
    """
    store = Store(cache, say)
    return {
        each: store.bundle(each, layers(each, airflow_version, requirements, groups))
        for each in ARCHITECTURES
    }


def layers(
    architecture: Architecture,
    airflow_version: str,
    requirements: Sequence[str],
    groups: Sequence[str] = (),
) -> Sequence[Layer]:
    """Return what a bundle is made of, in the order in which it is unpacked."""
    given = (architecture, airflow_version, tuple(requirements))
    debian = [DebianLayer(architecture, group) for group in groups]
    return [EnvironmentLayer(*given), *debian, AgentLayer(*given)]
