"""The one `airflow.cfg` of an environment: byte for byte the same on all of its nodes."""

from __future__ import annotations

from aeolus_config.model import Environment

from .endpoints import Endpoints as Endpoints
from .options import Sections, deployed_options
from .options import metrics as metrics
from .parallelism import parallelism as parallelism
from .text import written


def airflow_cfg(environment: Environment, endpoints: Endpoints) -> str:
    """Return the file's text: what the deployment sets, and over it `airflow.config`.

    There is no secret in it; see `options` for where they come from.
    """
    return written(overridden(deployed_options(environment, endpoints), environment))


def overridden(sections: Sections, environment: Environment) -> Sections:
    """Return `sections` with the environment's overrides, which the rules have let pass."""
    merged = {section: dict(options) for section, options in sections.items()}
    for section, options in environment.airflow.config.items():
        of_section = merged.setdefault(section, {})
        for option, value in options.items():
            # Options have no case, as in configparser.
            of_section[option.lower()] = str(value).strip()
    return merged
