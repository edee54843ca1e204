"""How far an environment is protected, and how `aeolus destroy` asks for less."""

from __future__ import annotations

from collections.abc import Mapping

from aeolus_config.model import Environment, Topology
from aeolus_constructs.protection import Protection

LIFT_PROTECTION = "AEOLUS_LIFT_PROTECTION"
"""Environment variable: the environment that is to be destroyed."""

SKIP_FINAL_SNAPSHOT = "AEOLUS_SKIP_FINAL_SNAPSHOT"
"""Environment variable: the environment whose metastore is to go without a last snapshot."""


def protection_of(
    environment: Environment, settings: Mapping[str, str] | None = None
) -> Protection:
    """Return the protection of `environment`, lifted when `settings` name it.

    A cluster is protected as its metastore is, a single node when it is production.
    """
    settings = settings or {}
    cluster = environment.topology is Topology.CLUSTER
    protected = environment.metastore.deletion_protection if cluster else environment.production
    wanted = Protection(deletion=protected, final_snapshot=protected)
    if settings.get(LIFT_PROTECTION) != environment.name:
        return wanted
    skip = settings.get(SKIP_FINAL_SNAPSHOT) == environment.name
    return wanted.lifted(keep_final_snapshot=not skip)
