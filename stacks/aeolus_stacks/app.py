"""The CDKTF app: a stack for each environment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cdktf import App

from aeolus_config.model import Environment

from .environment_stack import EnvironmentStack
from .protections import protection_of


def build_app(environments: Iterable[Environment], settings: Mapping[str, str]) -> App:
    """Return an app with one stack per environment, not yet synthesized.

    `settings` are environment variables: see `protections`.
    """
    app = App()
    for environment in environments:
        EnvironmentStack(app, environment, protection_of(environment, settings))
    return app
