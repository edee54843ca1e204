"""The CDKTF app: a stack for each environment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cdktf import App

from aeolus_config.model import Environment
from aeolus_node.bundle import EnvironmentBundles

from .environment_stack import EnvironmentStack
from .protections import protection_of


def build_app(
    environments: Iterable[Environment],
    settings: Mapping[str, str],
    bundles: Mapping[str, EnvironmentBundles],
) -> App:
    """Return an app with one stack per environment, not yet synthesized.

    `settings` are environment variables: see `protections`. `bundles` are by environment.
    """
    app = App()
    for environment in environments:
        protection = protection_of(environment, settings)
        EnvironmentStack(app, environment, protection, bundles[environment.name])
    return app
