"""Whatever configuration is accepted synthesizes: valid to the provider, complete, its own."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings

from aeolus_config.model import Environment, Topology
from aeolus_node.user_data import LIMIT
from support.node_user_data import longest, user_data
from support.render import resources
from support.shipped import render_environment
from support.strategies import environments


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(environments())
def test_any_accepted_configuration_synthesizes_to_json_that_the_provider_takes(
    environment: Environment,
) -> None:
    rendered = render_environment(environment)
    groups = resources(rendered, "aws_autoscaling_group")
    cluster = environment.topology is Topology.CLUSTER
    assert len(groups) == (1 + len(environment.workers) if cluster else 1)
    assert len(resources(rendered, "aws_db_instance")) == (1 if cluster else 0)
    assert all(longest(text) <= LIMIT for text in user_data(rendered).values())
    assert json.loads(json.dumps(rendered)) == rendered
