"""The node bundles of a synth: built for who deploys, left out for who only reads the JSON."""

from __future__ import annotations

import functools
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from aeolus_agent.install.packages import package_groups
from aeolus_config.model import Environment, GitDags, Topology
from aeolus_node.bundle import (
    PLACED,
    UNBUILT,
    BundleError,
    Bundles,
    EnvironmentBundles,
    build,
)

NODE_BUNDLE = "AEOLUS_NODE_BUNDLE"
"""Environment variable: `unbuilt` leaves the bundles out, and with them any deploy."""

TO_BE_READ = {NODE_BUNDLE: "unbuilt"}
"""Settings for a synth whose JSON is read, or destroyed by, and never deployed."""


Say = Callable[[str], None]
"""Told of each step that takes its time."""


def bundles_of(
    environments: Iterable[Environment], settings: Mapping[str, str], say: Say
) -> dict[str, EnvironmentBundles]:
    """Return the bundles of each environment, by its name; raises BundleError with the cure.

    `settings` are environment variables.
    """
    wanted = settings.get(NODE_BUNDLE) or None
    if wanted not in (None, *TO_BE_READ.values()):
        raise BundleError(
            f"{NODE_BUNDLE} is {wanted!r}", cure="unset it to deploy, or set it to unbuilt"
        )
    if wanted:
        return {each.name: unbuilt(each) for each in environments}
    # Most environments, and most of their nodes, ask for the same.
    build_once = functools.cache(functools.partial(build, say=say))
    return {each.name: _bundles_for(each, build_once) for each in environments}


def unbuilt(environment: Environment) -> EnvironmentBundles:
    """Return the bundles of an environment whose JSON is only read."""
    return dict.fromkeys(_places(environment), UNBUILT)


def _bundles_for(
    environment: Environment, build_once: Callable[..., Bundles]
) -> EnvironmentBundles:
    airflow, groups = environment.airflow, groups_of(environment)
    found = {}
    for more, place in _places(environment).items():
        try:
            asked = (*airflow.requirements, *more)
            found[more] = build_once(asked, groups, airflow_version=airflow.version)
        except BundleError as error:
            raise BundleError(
                f"{place}: {error.message}", details=error.details, cure=error.cure
            ) from error
    return found


def _places(environment: Environment) -> dict[tuple[str, ...], str]:
    """Return whose nodes ask for what, beside the environment's own requirements."""
    places: dict[tuple[str, ...], str] = {(): f"environment {environment.name}"}
    for name, group in environment.workers.items():
        places.setdefault(group.own_requirements, f"environment {environment.name}, group {name}")
    return places


def groups_of(environment: Environment) -> tuple[str, ...]:
    """Return the groups of Debian packages that an environment's nodes install."""
    return package_groups(
        git=isinstance(environment.dags, GitDags),
        single_node=environment.topology is Topology.SINGLE_NODE,
    )


def place(bundles: Iterable[EnvironmentBundles], out: Path) -> None:
    """Put `bundles`, and no others, where the stacks in the output folder `out` look for them.

    Raises BundleError when one is not there any more.
    """
    shutil.rmtree(out / PLACED, ignore_errors=True)
    (out / PLACED).mkdir(parents=True)
    built = [each for several in bundles for each in several.values() if each is not UNBUILT]
    for path, target in {(b.path, out / b.placed) for each in built for b in each.values()}:
        try:
            os.link(path, target)
        except FileNotFoundError as error:
            raise BundleError(f"{path.name} was removed meanwhile", cure="run it again") from error
        except OSError:
            # Another file system: what is deployed may be moved, and must not point elsewhere.
            shutil.copyfile(path, target)
