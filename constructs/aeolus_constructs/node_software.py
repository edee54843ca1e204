"""What all nodes of an environment are given alike, and their user data made of it."""

from __future__ import annotations

from aeolus_agent.description import NodeDescription
from aeolus_config.model import Environment
from aeolus_node.airflow_cfg import Endpoints, airflow_cfg
from aeolus_node.bundle import ARCHITECTURES
from aeolus_node.user_data import BundleObject, require_fit, user_data

from .artefacts import Artefacts
from .terraform_text import resolved_size

EXPRESSION_BYTES = 192
"""More than any expression in user data comes to; the longest are ARNs of secrets, whose names
have an environment's 63 characters and the 26 of the AWS provider's `name_prefix`."""


class NodeSoftware:
    """One `airflow.cfg` and the bundles: a change of either replaces the nodes that have it."""

    def __init__(
        self, *, environment: Environment, endpoints: Endpoints, artefacts: Artefacts
    ) -> None:
        """Write the `airflow.cfg` of `environment`."""
        self._environment = environment.name
        self.airflow_cfg = airflow_cfg(environment, endpoints)
        self._artefacts = artefacts

    def user_data(self, node: NodeDescription, requirements: tuple[str, ...] = ()) -> str:
        """Return the user data of `node`, which installs `requirements` beside all nodes'.

        Raises UserDataTooLarge when EC2 might refuse it.
        """
        found = self._artefacts
        bundles = {
            each: BundleObject(found.key(each, requirements), found.sha256(each, requirements))
            for each in ARCHITECTURES
        }
        text = user_data(node, self.airflow_cfg, bundles)
        require_fit(resolved_size(text, EXPRESSION_BYTES), self._environment)
        return text
