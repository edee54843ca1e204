"""The node bundles of a synth: built for who deploys, left out for who only reads the JSON."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from aeolus_agent.install.packages import package_groups
from aeolus_config.model import Environment, GitDags, Topology
from aeolus_node.bundle import PLACED, UNBUILT, BundleError, Bundles, build

NODE_BUNDLE = "AEOLUS_NODE_BUNDLE"
"""Environment variable: `unbuilt` leaves the bundles out, and with them any deploy."""

TO_BE_READ = {NODE_BUNDLE: "unbuilt"}
"""Settings for a synth whose JSON is read, or destroyed by, and never deployed."""


Say = Callable[[str], None]
"""Told of each step that takes its time."""


def bundles_of(
    environments: Iterable[Environment], settings: Mapping[str, str], say: Say
) -> dict[str, Bundles]:
    """Return the bundles of each environment, by its name; raises BundleError with the cure.

    `settings` are environment variables.
    """
    wanted = settings.get(NODE_BUNDLE) or None
    if wanted not in (None, *TO_BE_READ.values()):
        raise BundleError(
            f"{NODE_BUNDLE} is {wanted!r}", cure="unset it to deploy, or set it to unbuilt"
        )
    if wanted:
        return {each.name: UNBUILT for each in environments}
    # Most environments ask for the same.
    built: dict[object, Bundles] = {}
    found = {}
    for each in environments:
        asked = (each.airflow.version, each.airflow.requirements, groups_of(each))
        built[asked] = found[each.name] = built.get(asked) or bundles_for(each, say)
    return found


def bundles_for(environment: Environment, say: Say) -> Bundles:
    """Return the bundles of `environment`, built if they are not there; raises BundleError."""
    airflow, groups = environment.airflow, groups_of(environment)
    try:
        return build(airflow.requirements, groups, airflow_version=airflow.version, say=say)
    except BundleError as error:
        raise BundleError(
            f"environment {environment.name}: {error.message}",
            details=error.details,
            cure=error.cure,
        ) from error


def groups_of(environment: Environment) -> tuple[str, ...]:
    """Return the groups of Debian packages that an environment's nodes install."""
    return package_groups(
        git=isinstance(environment.dags, GitDags),
        single_node=environment.topology is Topology.SINGLE_NODE,
    )


def place(bundles: Iterable[Bundles], out: Path) -> None:
    """Put `bundles`, and no others, where the stacks in the output folder `out` look for them.

    Raises BundleError when one is not there any more.
    """
    shutil.rmtree(out / PLACED, ignore_errors=True)
    (out / PLACED).mkdir(parents=True)
    built = [each for each in bundles if each is not UNBUILT]
    for path, target in {(b.path, out / b.placed) for each in built for b in each.values()}:
        try:
            os.link(path, target)
        except FileNotFoundError as error:
            raise BundleError(f"{path.name} was removed meanwhile", cure="run it again") from error
        except OSError:
            # Another file system: what is deployed may be moved, and must not point elsewhere.
            shutil.copyfile(path, target)
